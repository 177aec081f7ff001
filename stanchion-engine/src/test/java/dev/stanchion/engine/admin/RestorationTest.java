package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final String CHANNEL = "tickets:created";

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private static StoredMessage message(long sequence, long time) {
        return new StoredMessage(
                sequence,
                time,
                "",
                Payload.of(("data " + sequence).getBytes(StandardCharsets.UTF_8)));
    }

    private static Operation.Restore restore(boolean renumber, StoredMessage... messages) {
        return new Operation.Restore(CHANNEL, List.of(messages), renumber, OptionalLong.empty());
    }

    private List<StoredMessage> kept() {
        return operator.<MessagePage>asks((administration, reply) ->
                        administration.peek(
                                CHANNEL,
                                new PageRequest(new Place.First(), false, 100, 10_000),
                                reply))
                .orThrow()
                .messages();
    }

    @Test
    void shouldKeepSequencesAndTimesWithHolesInANewChannel() {
        // when
        Result result =
                operator.applies(restore(false, message(5, 1_000), message(9, 2_000))).orThrow();

        // then
        assertThat(result.plan().summary())
                .isEqualTo(
                        "2 messages (5 to 9) are put into tickets:created, a new channel, with"
                                + " their sequences and times.");
        assertThat(result.sequence()).isEqualTo(9);
        assertThat(kept()).containsExactly(message(5, 1_000), message(9, 2_000));
        orders.publishes(CHANNEL, 1);
        assertThat(kept()).last().extracting(StoredMessage::sequence).isEqualTo(10L);
    }

    @Test
    void shouldDeliverThemToWhoeverIsSubscribed() {
        // given
        var subscription = orders.subscribes(CHANNEL, Requests.durable("d"));

        // when
        Result result =
                operator.applies(restore(false, message(5, 1_000), message(9, 2_000))).orThrow();

        // then
        assertThat(result.plan().warnings()).extracting(Warning::code).containsExactly("delivered");
        assertThat(subscription.received()).extracting(Received::sequence).containsExactly(5L, 9L);
    }

    @Test
    void shouldRefuseSequencesThatTheChannelHasPassed() {
        // given
        orders.publishes(CHANNEL, 3);

        // when
        Failure failure = operator.applies(restore(false, message(3, 1_000))).failure();

        // then
        assertThat(failure).isInstanceOf(Failure.Occupied.class);
        assertThat(failure.text())
                .isEqualTo("tickets:created has come to 3, so message 3 cannot keep its sequence.");
        assertThat(kept()).hasSize(3);
    }

    @Test
    void shouldRefuseATimeBeforeThatOfTheLastMessage() {
        // given
        orders.publishes(CHANNEL, 3);

        // when
        Failure failure = operator.applies(restore(false, message(4, 1))).failure();

        // then
        assertThat(failure).isInstanceOf(Failure.Occupied.class);
        assertThat(failure.text()).contains("younger than message 4");
    }

    @Test
    void shouldAppendWithNewSequencesAndTimesThatDoNotGoBack() {
        // given
        orders.publishes(CHANNEL, 3);
        long floor = kept().getLast().timestampEpochNanos();

        // when
        operator.applies(restore(true, message(1, 1_000), message(7, 2_000))).orThrow();

        // then
        assertThat(kept()).extracting(StoredMessage::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(kept().subList(3, 5))
                .allSatisfy(message -> assertThat(message.timestampEpochNanos()).isEqualTo(floor));
    }

    @Test
    void shouldRefuseIfTheChannelHasNotTheLastSequenceThatIsExpected() {
        // given
        orders.publishes(CHANNEL, 3);

        // when
        Failure failure =
                operator.applies(
                                new Operation.Restore(
                                        CHANNEL,
                                        List.of(message(9, 1_000)),
                                        true,
                                        OptionalLong.of(2)))
                        .failure();

        // then
        assertThat(failure.text())
                .isEqualTo(
                        "tickets:created ends with 3 now, not with 2: somebody else has"
                                + " published.");
        assertThat(kept()).hasSize(3);
    }

    @Test
    void shouldSayHowFarTheChannelHasComeIfTheStoreFails() {
        // given
        operator.applies(restore(false, message(5, 1_000))).orThrow();
        bed.store().fail("append");

        // when
        Failure failure = operator.applies(restore(false, message(6, 1_000))).failure();

        // then
        assertThat(failure).isInstanceOf(Failure.StoreFailed.class);
        assertThat(failure.text()).contains("tickets:created ends with 5 now");
        bed.store().recoverFromFailure();
        operator.applies(restore(false, message(6, 1_000))).orThrow();
        assertThat(kept()).containsExactly(message(5, 1_000), message(6, 1_000));
    }

    @Test
    void shouldRefuseWhatCannotBeRight() {
        long future = Long.MAX_VALUE - 1;
        List<StoredMessage> many = new ArrayList<>();
        for (int i = 1; i <= Operation.Restore.MOST_MESSAGES + 1; i++) {
            many.add(message(i, 1));
        }

        assertThat(refusalOf(CHANNEL, List.of())).isEqualTo("/messages");
        assertThat(refusalOf(CHANNEL, many)).isEqualTo("/messages");
        assertThat(refusalOf("a..b", List.of(message(1, 1)))).isEqualTo("/channel");
        assertThat(refusalOf("a.parked", List.of(message(1, 1)))).isEqualTo("/channel");
        assertThat(refusalOf(CHANNEL, List.of(message(2, 1), message(2, 1))))
                .isEqualTo("/messages/1/sequence");
        assertThat(refusalOf(CHANNEL, List.of(message(2, 2), message(3, 1))))
                .isEqualTo("/messages/1/time");
        assertThat(refusalOf(CHANNEL, List.of(message(2, future)))).isEqualTo("/messages/0/time");
    }

    private String refusalOf(String channel, List<StoredMessage> messages) {
        Failure failure =
                operator.applies(
                                new Operation.Restore(
                                        channel, messages, false, OptionalLong.empty()))
                        .failure();
        assertThat(failure).isInstanceOf(Failure.Invalid.class);
        return ((Failure.Invalid) failure).pointer();
    }
}
