package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Operator;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.ParkedNote;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator parks single messages by hand. */
class ParkTest {
    private static final String CHANNEL = "tickets:created";
    private static final String PARKED = "tickets:created.parked";
    private static final PositionKey GROUP = new PositionKey.Group("orders");

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 3);
    private final Operator operator = new Operator(bed);
    private final TestClient publisher = bed.connected("publisher");
    private final TestClient worker = bed.connected("worker");
    private final TestSubscription group =
            worker.subscribes(CHANNEL, Requests.all(Requests.queue("orders"), Requests.ackWait(1)));
    private final TestSubscription other =
            publisher.subscribes(CHANNEL, Requests.queue("mailer")).acknowledgesAll();

    @AfterEach
    void close() {
        bed.close();
    }

    private static Operation park(String reason, Long... sequences) {
        return new Operation.Park(CHANNEL, GROUP, List.of(sequences), reason);
    }

    private List<ParkedMessage> parked() {
        return operator.<ParkedPage>asks((admin, reply) -> admin.parked(PARKED, 1, 100, reply))
                .orThrow()
                .messages();
    }

    @Test
    void shouldParkAMessageForThePositionAndGoOn() {
        // given
        publisher.publishes(CHANNEL, 3);
        Plan plan = operator.plans(park("wrong id", 2L, 2L)).orThrow();

        // when
        Result result = operator.applies(park("wrong id", 2L, 2L), plan.state()).orThrow();
        bed.advance(Duration.ofMillis(1_100));

        // then
        assertThat(plan.summary())
                .isEqualTo(
                        "1 message of tickets:created is parked in tickets:created.parked, for group"
                                + " orders: 2.");
        assertThat(result.effects()).isEqualTo(plan.effects());
        assertThat(parked()).hasSize(1);
        ParkedNote note = parked().getFirst().note();
        assertThat(note.sequence()).isEqualTo(2);
        assertThat(note.reason()).isEqualTo("wrong id");
        assertThat(note.cause()).isEqualTo(ParkedNote.Cause.OPERATOR);
        assertThat(note.position()).isEqualTo("group:orders");
        assertThat(note.lastHolder()).isEqualTo("worker");
        assertThat(note.attempts()).isZero();
        assertThat(group.sequences()).containsExactly(1L, 2L, 3L, 1L, 3L);
        assertThat(bed.store().channel(CHANNEL).pendingOf(1)).containsExactly(1L, 3L);
        assertThat(operator.changes()).last().asString().contains("park");
    }

    @Test
    void shouldNameTheOperatorIfNoReasonIsGiven() {
        // given
        publisher.publishes(CHANNEL, 1);

        // when
        operator.applies(park("", 1L)).orThrow();

        // then
        assertThat(parked().getFirst().note().reason()).isEqualTo("parked by ops");
    }

    @Test
    void shouldRedriveWhatWasParkedByHandToItsPosition() {
        // given
        publisher.publishes(CHANNEL, 1);
        operator.applies(park("", 1L)).orThrow();
        group.forgets();
        other.forgets();

        // when
        operator.applies(new Operation.RedriveParked(PARKED, List.of(1L), false)).orThrow();

        // then
        assertThat(group.sequences()).containsExactly(1L);
        assertThat(other.sequences()).isEmpty();
    }

    @Test
    void shouldAnswerWhenTheMessageIsDurableWhereItIsParked() {
        // given
        publisher.publishes(CHANNEL, 1);
        publisher.publishes(PARKED, "first");
        bed.store().holdBack(PARKED);

        // when
        Operator.Asked<Result> asked = operator.startsToApply(park("", 1L));
        bed.settle();

        // then
        assertThat(asked.isAnswered()).isFalse();
        assertThat(bed.store().channel(CHANNEL).pendingOf(1)).containsExactly(1L);
        bed.store().letGo();
        bed.settle();
        asked.orThrow();
        assertThat(bed.store().channel(CHANNEL).pendingOf(1)).isEmpty();
    }

    @Test
    void shouldNotParkWhatIsAcknowledgedMeanwhile() {
        // given
        publisher.publishes(CHANNEL, 1);
        publisher.publishes(PARKED, "first");
        bed.store().holdBack(PARKED);
        Operator.Asked<Result> asked = operator.startsToApply(park("", 1L));
        bed.settle();

        // when
        group.acknowledges(1);
        bed.store().letGo();
        bed.settle();

        // then
        asked.orThrow();
        assertThat(parked()).isEmpty();
    }

    @Test
    void shouldKeepTheMessagePendingIfItCannotBeStored() {
        // given
        publisher.publishes(CHANNEL, 1);
        bed.store().fail("append");

        // when
        Failure failure = operator.applies(park("", 1L)).failure();

        // then
        assertThat(failure).isInstanceOf(Failure.StoreFailed.class);
        assertThat(bed.store().channel(CHANNEL).pendingOf(1)).containsExactly(1L);
    }

    @Test
    void shouldParkMany() {
        // given
        publisher.publishes(CHANNEL, 100);
        Long[] all = LongStream.rangeClosed(1, 100).boxed().toArray(Long[]::new);

        // when
        operator.applies(park("", all)).orThrow();

        // then
        assertThat(parked()).extracting(each -> each.note().sequence()).containsExactly(all);
        assertThat(bed.store().channel(CHANNEL).pendingOf(1)).isEmpty();
    }

    @Test
    void shouldHoldTheKeyOfAMessageThatIsParkedByHand() {
        // given
        bed.engine().change(PolicyText.parse("tickets:*=key:$.id,on_parked:hold_key"));
        publisher.publishes(CHANNEL, "{\"id\":1}");
        publisher.publishes(CHANNEL, "{\"id\":1}");

        // when
        Plan plan = operator.plans(park("", 1L)).orThrow();
        operator.applies(park("", 1L)).orThrow();
        bed.settle();

        // then
        assertThat(plan.warnings()).extracting(Warning::code).containsExactly("key-held");
        assertThat(parked())
                .extracting(each -> each.note().sequence() + " " + each.note().reason())
                .containsExactly("1 parked by ops", "2 behind 1");
    }

    @Test
    void shouldRefuseWhatCannotBeParked() {
        // given
        publisher.publishes(CHANNEL, 1);
        publisher.publishes(PARKED, "plain");
        worker.subscribes(PARKED, Requests.queue("orders"));

        // then
        assertThat(operator.applies(park("", 2L)).failure()).isInstanceOf(Failure.Invalid.class);
        assertThat(operator.applies(park("")).failure()).isInstanceOf(Failure.Invalid.class);
        assertThat(operator.applies(park("x".repeat(201), 1L)).failure().text())
                .contains("201 characters");
        assertThat(
                        operator.applies(new Operation.Park(PARKED, GROUP, List.of(1L), ""))
                                .failure()
                                .text())
                .contains("parked already");
        assertThat(
                        operator.applies(
                                        new Operation.Park(
                                                CHANNEL,
                                                new PositionKey.Group("none"),
                                                List.of(1L),
                                                ""))
                                .failure())
                .isInstanceOf(Failure.class);
        assertThat(
                        operator.applies(new Operation.Park("no:channel", GROUP, List.of(1L), ""))
                                .failure())
                .isInstanceOf(Failure.NoSuchChannel.class);
        assertThat(parked()).isEmpty();
    }
}
