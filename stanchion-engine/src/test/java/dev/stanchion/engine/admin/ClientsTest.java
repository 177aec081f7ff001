package dev.stanchion.engine.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientsTest {
    private static final String CHANNEL = "tickets:created";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");
    private final TestClient payments = bed.connected("payments-1", 1);

    @AfterEach
    void close() {
        bed.close();
    }

    private static Operation kick(String clientId, Duration block) {
        return new Operation.Kick(clientId, block.toNanos(), false);
    }

    @Test
    void shouldHandOverTheMessagesOfAClientThatIsKicked() {
        // given
        orders.publishes(CHANNEL, 4);
        TestSubscription kicked = payments.subscribes(CHANNEL, Requests.queue("workers"));
        payments.subscribes("another");
        TestSubscription other =
                orders.subscribes(CHANNEL, Requests.queue("workers")).acknowledgesAll();
        Operation kick = kick("payments-1", Duration.ZERO);
        Plan plan = operator.plans(kick).orThrow();

        // when
        Result result = operator.applies(kick, plan.state()).orThrow();

        // then
        assertThat(plan.summary())
                .isEqualTo(
                        "payments-1 is closed with 2 subscriptions; 4 messages in flight are sent"
                                + " again, 0 are forgotten.");
        assertThat(result.effects())
                .isEqualTo(new Effects(4, 0, 0, 0, 0, 1, List.of("payments-1")));
        assertThat(kicked.received()).hasSize(4);
        assertThat(other.received()).allMatch(Received::isRedelivered).hasSize(4);
        assertThat(payments.pings(payments.connectionId()).orThrow())
                .contains("client has been replaced or is no longer registered");
        assertThat(payments.triesToConnect().error()).isEmpty();
        assertThat(operator.applies(kick, plan.state()).failure())
                .isInstanceOf(Failure.Stale.class);
    }

    @Test
    void shouldRefuseAClientThatIsBlockedUntilThatIsOver() {
        // when
        operator.applies(kick("orders-1", Duration.ofMinutes(5))).orThrow();

        // then
        assertThat(orders.triesToConnect().error())
                .isEqualTo("stan: client is blocked by an administrator");
        assertThat(payments.publishes(CHANNEL, "still there")).isEmpty();
        bed.advance(Duration.ofMinutes(5));
        assertThat(orders.triesToConnect().error()).isEmpty();
    }

    @Test
    void shouldBlockAClientThatIsNotConnectedAndUnblockIt() {
        // given
        Operation block = kick("gone", Duration.ofMinutes(5));
        TestClient gone = bed.client("gone", 0);

        // when
        Result result = operator.applies(block).orThrow();

        // then
        assertThat(result.plan().summary())
                .isEqualTo("gone is not connected. Its client ID is refused for 5m.");
        assertThat(gone.triesToConnect().error()).contains("blocked");

        // when
        operator.applies(result.undo().orElseThrow()).orThrow();

        // then
        assertThat(gone.triesToConnect().error()).isEmpty();
        assertThat(operator.applies(new Operation.Unblock("gone")).failure())
                .isEqualTo(new Failure.Invalid("/clientId", "gone is not blocked."));
    }

    @Test
    void shouldNameTheClientThatIsMeant() {
        assertThat(operator.applies(kick("order-1", Duration.ZERO)).failure())
                .isEqualTo(new Failure.NoSuchClient("order-1", List.of("orders-1")));
        assertThat(operator.applies(kick("orders-1", Duration.ofHours(2))).failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(operator.applies(kick("a b", Duration.ofMinutes(1))).failure())
                .isInstanceOf(Failure.Invalid.class);
    }

    private static Operation publish(String channel, String data) {
        return new Operation.Publish(channel, Payload.of(data.getBytes(UTF_8)), "reply.to");
    }

    @Test
    void shouldPublishSeveralTimes() {
        // given
        TestSubscription subscription = orders.subscribes(CHANNEL).acknowledgesAll();
        Payload data = Payload.of("{}".getBytes(UTF_8));
        Operation many = new Operation.Publish(CHANNEL, data, "", 200);

        // when
        Result result = operator.applies(many, "").orThrow();

        // then
        assertThat(result.plan().summary())
                .isEqualTo("200 messages of 2 bytes each are published to " + CHANNEL + ".");
        assertThat(result.sequence()).isEqualTo(200);
        assertThat(subscription.received())
                .extracting(Received::data)
                .containsOnly("{}")
                .hasSize(200);
    }

    @Test
    void shouldRefuseToPublishMoreAtOnceThanTheServerHolds() {
        // given
        Payload data = Payload.of(new byte[Operation.Publish.MOST_BYTES / 10]);

        // then
        assertThat(operator.plans(new Operation.Publish(CHANNEL, data, "", 11)).orThrow().refusal())
                .hasValueSatisfying(why -> assertThat(why.toString()).contains("/count"));
        assertThat(operator.plans(new Operation.Publish(CHANNEL, data, "", 10)).orThrow().refusal())
                .isEmpty();
    }

    @Test
    void shouldPublishLikeAnyClient() {
        // given
        TestSubscription subscription = orders.subscribes(CHANNEL);

        // when
        Plan plan = operator.plans(publish(CHANNEL, "{}")).orThrow();
        Result first = operator.applies(publish(CHANNEL, "one"), "").orThrow();
        Result second = operator.applies(publish(CHANNEL, "two"), "").orThrow();

        // then
        assertThat(plan.summary())
                .isEqualTo("A message of 2 bytes is published to " + CHANNEL + ".");
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(subscription.received())
                .extracting(Received::data)
                .containsExactly("one", "two");
        assertThat(subscription.received().getFirst().reply()).isEqualTo("reply.to");
        assertThat(bed.store().channel(CHANNEL).origin(1)).endsWith("of _admin-ops");
    }

    @Test
    void shouldAnswerAPublicationWhenItIsDurable() {
        // given
        orders.publishes(CHANNEL, 1);
        bed.store().holdBack();

        // when
        Operator.Asked<Result> asked = operator.applies(publish(CHANNEL, "one"), "");

        // then
        assertThat(asked.isAnswered()).isFalse();

        // when: another server stores something before it
        bed.store().channel(CHANNEL).insert("foreign");
        bed.settle();
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(asked.orThrow().sequence()).isEqualTo(3);
    }

    @Test
    void shouldTellWhyAMessageIsNotPublished() {
        // given
        Operation valid = publish(CHANNEL, "one");

        // then
        assertThat(operator.plans(valid).orThrow().warnings())
                .extracting(Warning::code)
                .containsExactly("new-channel");
        assertThat(operator.applies(publish("a.*", "x")).failure())
                .isEqualTo(new Failure.Invalid("/channel", "No channel can be called a.*."));
        assertThat(operator.applies(publish(CHANNEL, "x".repeat(2_000_000))).failure().text())
                .contains("too large to be delivered");
        bed.store().fail("append");
        assertThat(operator.applies(valid).failure()).isInstanceOf(Failure.StoreFailed.class);
    }

    @Test
    void shouldTellThatAPublishedMessageIsLost() {
        // given
        orders.publishes(CHANNEL, 1);
        bed.store().holdBack();
        Operator.Asked<Result> asked = operator.applies(publish(CHANNEL, "one"), "");

        // when
        bed.store().channel(CHANNEL).loseUnsynced();
        bed.settle();

        // then
        assertThat(asked.failure().text()).contains("disk gone");
    }

    @Test
    void shouldTellThatTheEngineIsNotThere() {
        // given
        bed.engine().close();
        bed.settle();

        // then
        assertThat(operator.applies(publish(CHANNEL, "one")).failure())
                .isEqualTo(new Failure.Stopping());
        assertThat(operator.applies(kick("orders-1", Duration.ZERO)).failure())
                .isEqualTo(new Failure.Stopping());

        // when
        bed.startsAgain();

        // then
        assertThat(operator.startsToApply(publish(CHANNEL, "one")).failure())
                .isEqualTo(new Failure.Recovering());
        bed.settle();
    }
}
