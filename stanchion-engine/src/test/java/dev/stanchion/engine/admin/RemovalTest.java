package dev.stanchion.engine.admin;

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
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final String CHANNEL = "tickets:created";
    private static final PositionKey DURABLE = new PositionKey.Durable("orders-1", "d");
    private static final PositionKey GROUP = new PositionKey.Group("workers");

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");
    private final TestClient payments = bed.connected("payments-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private TestSubscription member(TestClient client) {
        return client.subscribes(
                CHANNEL, Requests.all(Requests.queue("workers"), Requests.durable("d")));
    }

    private static List<Long> sequences(TestSubscription subscription) {
        return subscription.received().stream().map(Received::sequence).toList();
    }

    private int positions() {
        return operator.<List<PositionState>>asks(
                        (administration, reply) -> administration.positions(CHANNEL, reply))
                .orThrow()
                .size();
    }

    @Test
    void shouldDeleteAnOfflineDurableForGood() {
        // given
        orders.publishes(CHANNEL, 3);
        orders.subscribes(CHANNEL, Requests.durable("d")).acknowledgesAll().closes();
        orders.publishes(CHANNEL, 2);

        // when
        Result result =
                operator.applies(new Operation.DeletePosition(CHANNEL, DURABLE, false)).orThrow();

        // then
        assertThat(result.plan().summary())
                .isEqualTo(
                        "durable d of orders-1 on tickets:created is deleted at 4. 2 messages were"
                                + " not sent to it, 0 in flight are forgotten. 0 clients are"
                                + " connected.");
        assertThat(positions()).isZero();
        bed.restart();
        assertThat(positions()).isZero();
        assertThat(sequences(orders.subscribes(CHANNEL, Requests.durable("d")))).hasSize(5);
    }

    @Test
    void shouldNotDeleteAPositionThatIsInUse() {
        // given
        orders.publishes(CHANNEL, 3);
        member(orders);
        member(payments);
        Operation delete = new Operation.DeletePosition(CHANNEL, GROUP, false);

        // then
        assertThat(operator.applies(delete).failure())
                .isEqualTo(
                        new Failure.InUse(
                                "group workers on tickets:created",
                                List.of("orders-1", "payments-1")));
        assertThat(operator.plans(delete).orThrow().refusal()).isPresent();
        assertThat(positions()).isEqualTo(1);
    }

    @Test
    void shouldCloseTheClientsOfAPositionThatIsDeletedUnderThem() {
        // given
        orders.publishes(CHANNEL, 3);
        TestSubscription one = member(orders);
        TestSubscription two = member(payments);
        TestSubscription other = payments.subscribes("another");
        int before = one.received().size() + two.received().size();

        // when
        operator.applies(new Operation.DeletePosition(CHANNEL, GROUP, true)).orThrow();

        // then: no member got the messages of another one
        assertThat(one.received().size() + two.received().size()).isEqualTo(before);
        assertThat(positions()).isZero();
        assertThat(bed.snapshot().clients()).isEmpty();
        bed.restart();
        assertThat(positions()).isZero();
        assertThat(other.received()).isEmpty();
    }

    @Test
    void shouldNotCloseAClientThatIsNotOfThePlan() {
        // given
        orders.publishes(CHANNEL, 3);
        member(orders);
        Operation delete = new Operation.DeletePosition(CHANNEL, GROUP, true);
        Plan plan = operator.plans(delete).orThrow();

        // when
        member(payments);

        // then
        Failure.Stale why = (Failure.Stale) operator.applies(delete, plan.state()).failure();
        assertThat(why.differences())
                .containsExactly(new Difference("clients", "others", "orders-1, payments-1"));
        assertThat(bed.snapshot().clients()).hasSize(2);
    }

    @Test
    void shouldDeleteAChannelWithWhatItHas() {
        // given
        orders.publishes(CHANNEL, 3);
        orders.subscribes(CHANNEL, Requests.durable("d")).closes();
        Operation delete = new Operation.DeleteChannel(CHANNEL, false, OptionalLong.empty());
        Plan plan = operator.plans(delete).orThrow();

        // when
        Result result = operator.applies(delete, plan.state()).orThrow();

        // then
        assertThat(plan.summary())
                .isEqualTo(
                        "tickets:created is deleted with 3 messages and 1 position. Nobody is"
                                + " subscribed.");
        assertThat(result.effects().messagesRemoved()).isEqualTo(3);
        assertThat(result.effects().bytesRemoved()).isPositive();
        assertThat(bed.snapshot().channels()).isEmpty();
        assertThat(bed.store().hasChannel(CHANNEL)).isFalse();
        assertThat(operator.applies(delete).failure())
                .isEqualTo(new Failure.NoSuchChannel(CHANNEL, List.of()));

        // when: the plan was for another channel of this name
        orders.publishes(CHANNEL, 3);

        // then
        Failure.Stale why = (Failure.Stale) operator.applies(delete, plan.state()).failure();
        assertThat(why.differences())
                .containsExactly(
                        new Difference(
                                "channel",
                                "an earlier one",
                                "created again, or the server has restarted"));
    }

    @Test
    void shouldNotDeleteAChannelThatHasGrownSinceItWasCopied() {
        // given
        orders.publishes(CHANNEL, 3);
        Operation delete = new Operation.DeleteChannel(CHANNEL, false, OptionalLong.of(3));
        Plan plan = operator.plans(delete).orThrow();

        // when
        orders.publishes(CHANNEL, 1);

        // then
        Failure grown = new Failure.Advanced(CHANNEL, 3, 4);
        assertThat(grown.text())
                .isEqualTo(
                        "tickets:created ends with 4 now, not with 3: somebody else has published.");
        assertThat(operator.applies(delete).failure()).isEqualTo(grown);
        assertThat(operator.plans(delete).orThrow().refusal()).contains(grown);

        // when: the plan holds, since it does not depend on the copy
        Operation copied = new Operation.DeleteChannel(CHANNEL, false, OptionalLong.of(4));
        assertThat(operator.applies(copied, plan.state()).failure())
                .isInstanceOf(Failure.Stale.class); // one more of three is more than a tenth
        operator.applies(copied, operator.plans(delete).orThrow().state()).orThrow();
        assertThat(bed.snapshot().channels()).isEmpty();
    }

    @Test
    void shouldDeleteAChannelUnderItsClientsOnlyIfAsked() {
        // given
        orders.publishes(CHANNEL, 3);
        payments.subscribes(CHANNEL);

        // then
        assertThat(
                        operator.applies(
                                        new Operation.DeleteChannel(
                                                CHANNEL, false, OptionalLong.empty()))
                                .failure())
                .isEqualTo(new Failure.InUse(CHANNEL, List.of("payments-1")));

        // when
        operator.applies(new Operation.DeleteChannel(CHANNEL, true, OptionalLong.empty()))
                .orThrow();

        // then: the client connects again, and begins anew
        assertThat(bed.snapshot().clients())
                .extracting(client -> client.clientId())
                .containsExactly("orders-1");
        assertThat(bed.snapshot().channels()).isEmpty();
        payments.connects();
        orders.publishes(CHANNEL, 1);
        assertThat(sequences(payments.subscribes(CHANNEL))).containsExactly(1L);
    }

    @Test
    void shouldAnswerPublishersBeforeTheirChannelIsDeleted() {
        // given
        orders.publishes(CHANNEL, 1);
        bed.store().holdBack();
        orders.sendsMessage(CHANNEL, "late");
        bed.settle();

        // when
        Operator.Asked<Result> deleting =
                operator.applies(new Operation.DeleteChannel(CHANNEL, false, OptionalLong.empty()));
        orders.sendsMessage(CHANNEL, "too late");
        bed.settle();

        // then
        assertThat(deleting.isAnswered()).isFalse();
        assertThat(orders.acks().getLast().error()).isEqualTo("stan: channel is being deleted");

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(deleting.orThrow()).isNotNull();
        assertThat(orders.acks().getLast().error()).isEmpty();
        assertThat(bed.snapshot().channels()).isEmpty();
    }

    @Test
    void shouldKeepAChannelThatTheStoreDoesNotDelete() {
        // given
        orders.publishes(CHANNEL, 3);
        payments.subscribes(CHANNEL, Requests.durable("d"));
        bed.store().fail("deleteChannel");

        // when
        Failure why =
                operator.applies(new Operation.DeleteChannel(CHANNEL, true, OptionalLong.empty()))
                        .failure();

        // then
        assertThat(why).isInstanceOf(Failure.StoreFailed.class);
        assertThat(positions()).isEqualTo(1);
        payments.connects();
        assertThat(sequences(payments.subscribes(CHANNEL, Requests.durable("d")))).hasSize(3);
    }

    @Test
    void shouldSkipTheOneMessageThatCannotBeProcessed() {
        // given
        orders.publishes(CHANNEL, 3);
        TestSubscription durable =
                orders.subscribes(CHANNEL, Requests.all(Requests.durable("d"), Requests.window(2)));
        Operation skip = new Operation.Skip(CHANNEL, DURABLE, List.of(2L, 2L));

        // when
        Result result = operator.applies(skip).orThrow();
        bed.advance(Duration.ofSeconds(31));

        // then
        assertThat(result.plan().summary())
                .isEqualTo(
                        "1 message of tickets:created counts as acknowledged by durable d of"
                                + " orders-1: 2.");
        assertThat(result.effects().forgottenInFlight()).isEqualTo(1);
        assertThat(sequences(durable)).startsWith(1L, 2L, 3L).contains(1L);
        assertThat(sequences(durable).stream().filter(each -> each == 2)).hasSize(1);
        assertThat(operator.applies(skip).orThrow().effects().forgottenInFlight()).isZero();
        assertThat(operator.applies(new Operation.Skip(CHANNEL, DURABLE, List.of(4L))).failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(operator.applies(new Operation.Skip(CHANNEL, DURABLE, List.of())).failure())
                .isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void shouldSendAgainNowWhatIsInFlight() {
        // given
        orders.publishes(CHANNEL, 3);
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));

        // when
        Result one =
                operator.applies(new Operation.Redeliver(CHANNEL, DURABLE, List.of(2L, 9L)))
                        .orThrow();
        Result all =
                operator.applies(new Operation.Redeliver(CHANNEL, DURABLE, List.of())).orThrow();

        // then
        assertThat(one.effects().redelivered()).isEqualTo(1);
        assertThat(all.effects().redelivered()).isEqualTo(3);
        assertThat(sequences(durable)).containsExactly(1L, 2L, 3L, 2L, 1L, 2L, 3L);
    }
}
