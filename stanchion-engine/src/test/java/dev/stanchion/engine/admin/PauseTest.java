package dev.stanchion.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
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

class PauseTest {
    private static final String CHANNEL = "tickets:created";
    private static final PositionKey GROUP = new PositionKey.Group("workers");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final Operator operator = new Operator(bed);
    private final TestClient orders = bed.connected("orders-1");

    @AfterEach
    void close() {
        bed.close();
    }

    private static Operation pauseOfGroup(Duration length) {
        return new Operation.Pause(CHANNEL, GROUP, length.toNanos(), "deploying v2");
    }

    private static List<Long> sequences(TestSubscription subscription) {
        return subscription.received().stream().map(Received::sequence).toList();
    }

    private PositionState position() {
        return operator.<List<PositionState>>asks(
                        (administration, reply) -> administration.positions(CHANNEL, reply))
                .orThrow()
                .getFirst();
    }

    @Test
    void shouldSendNothingNewAndNothingAgainUntilThePauseIsOver() {
        // given
        TestSubscription member = orders.subscribes(CHANNEL, Requests.queue("workers"));
        TestSubscription other = orders.subscribes(CHANNEL);
        orders.publishes(CHANNEL, 2);

        // when
        Result result = operator.applies(pauseOfGroup(TEN_MINUTES)).orThrow();
        orders.publishes(CHANNEL, 2);
        member.acknowledges(1);
        bed.advance(Duration.ofMinutes(9));

        // then
        assertThat(result.plan().summary())
                .isEqualTo(
                        "group workers on tickets:created is paused for 10m. 0 messages wait, 2"
                                + " messages in flight; acknowledgements count, and clients notice"
                                + " nothing.");
        assertThat(sequences(member)).containsExactly(1L, 2L);
        assertThat(sequences(other)).contains(3L, 4L);
        assertThat(position().pending()).isEqualTo(1);
        assertThat(position().pause())
                .hasValueSatisfying(pause -> {
                    assertThat(pause.by()).isEqualTo("ops");
                    assertThat(pause.reason()).isEqualTo("deploying v2");
                    assertThat(pause.untilEpochNanos() - pause.sinceEpochNanos())
                            .isEqualTo(TEN_MINUTES.toNanos());
                });

        // when
        bed.advance(Duration.ofMinutes(1));

        // then
        assertThat(sequences(member)).containsExactlyInAnyOrder(1L, 2L, 2L, 3L, 4L);
        assertThat(position().pause()).isEmpty();
    }

    @Test
    void shouldKeepAPauseAcrossARestartAndEndItOnTime() {
        // given
        TestSubscription member = orders.subscribes(CHANNEL, Requests.queue("workers"));
        operator.applies(pauseOfGroup(TEN_MINUTES)).orThrow();

        // when
        bed.restart();
        orders.publishes(CHANNEL, 2);
        bed.advance(Duration.ofMinutes(9));

        // then
        assertThat(sequences(member)).isEmpty();
        assertThat(position().pause()).isPresent();

        // when
        bed.advance(Duration.ofMinutes(1));

        // then
        assertThat(sequences(member)).containsExactly(1L, 2L);
        bed.restart();
        assertThat(position().pause()).isEmpty();
    }

    @Test
    void shouldResumeAPauseThatHasNoEnd() {
        // given
        TestSubscription member = orders.subscribes(CHANNEL, Requests.queue("workers"));
        Result paused = operator.applies(pauseOfGroup(Duration.ZERO)).orThrow();
        orders.publishes(CHANNEL, 2);
        bed.advance(Duration.ofMinutes(20));

        // when
        Result resumed = operator.applies(paused.undo().orElseThrow()).orThrow();

        // then
        assertThat(sequences(member)).containsExactly(1L, 2L);
        assertThat(resumed.undo()).contains(pauseOfGroup(Duration.ZERO));
        assertThat(operator.applies(new Operation.Resume(CHANNEL, GROUP)).failure().text())
                .isEqualTo("group workers on tickets:created is not paused.");
        bed.restart();
        assertThat(position().pause()).isEmpty();
    }

    @Test
    void shouldPauseAllPositionsOfAChannelAlsoThoseToCome() {
        // given
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));
        operator.applies(new Operation.PauseChannel(CHANNEL, 0, "")).orThrow();
        bed.restart();

        // when
        TestSubscription later = orders.subscribes(CHANNEL);
        orders.publishes(CHANNEL, 2);

        // then
        assertThat(sequences(durable)).isEmpty();
        assertThat(sequences(later)).isEmpty();
        assertThat(position().pause()).hasValueSatisfying(one -> one.wholeChannel());

        // when
        operator.applies(new Operation.ResumeChannel(CHANNEL)).orThrow();

        // then
        assertThat(sequences(durable)).containsExactly(1L, 2L);
        assertThat(sequences(later)).containsExactly(1L, 2L);
    }

    @Test
    void shouldNotRecordAPositionThatDoesNotKnowYetWhereItBegins() {
        // given
        orders.publishes(CHANNEL, 3);
        bed.advance(Duration.ofSeconds(1));
        bed.store().holdBackAnswers("sequenceAt");
        TestSubscription late =
                orders.subscribes(
                        CHANNEL,
                        Requests.all(Requests.queue("workers"), Requests.fromTimeDelta(0)));

        // when
        operator.applies(new Operation.PauseChannel(CHANNEL, TEN_MINUTES.toNanos(), ""));

        // then
        assertThat(bed.store().channel(CHANNEL).subscriptions()).isEmpty();

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(bed.store().channel(CHANNEL).subscriptions())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.lastSent()).isEqualTo(3);
                    assertThat(record.pause()).isNotEmpty();
                });
        assertThat(sequences(late)).isEmpty();
    }

    @Test
    void shouldNotRecordSuchAPositionEitherWhenThePauseIsOver() {
        // given
        orders.publishes(CHANNEL, 3);
        bed.advance(Duration.ofSeconds(1));
        bed.store().holdBackAnswers("sequenceAt");
        orders.subscribes(
                CHANNEL, Requests.all(Requests.queue("workers"), Requests.fromTimeDelta(0)));
        operator.applies(new Operation.PauseChannel(CHANNEL, Duration.ofSeconds(1).toNanos(), ""));

        // when
        bed.advance(Duration.ofSeconds(2));

        // then
        assertThat(bed.store().channel(CHANNEL).subscriptions()).isEmpty();
    }

    @Test
    void shouldHoldAPositionThatItsChannelAndItselfPause() {
        // given
        TestSubscription member = orders.subscribes(CHANNEL, Requests.queue("workers"));
        operator.applies(new Operation.PauseChannel(CHANNEL, 0, "")).orThrow();
        operator.applies(pauseOfGroup(Duration.ZERO)).orThrow();
        orders.publishes(CHANNEL, 1);

        // when
        operator.applies(new Operation.ResumeChannel(CHANNEL)).orThrow();

        // then
        assertThat(sequences(member)).isEmpty();

        // when
        operator.applies(new Operation.Resume(CHANNEL, GROUP)).orThrow();

        // then
        assertThat(sequences(member)).containsExactly(1L);
    }

    @Test
    void shouldSendADurableThatReturnsNothingWhileItIsPaused() {
        // given
        orders.publishes(CHANNEL, 3);
        orders.subscribes(CHANNEL, Requests.durable("d")).closes();
        operator.applies(
                        new Operation.Pause(
                                CHANNEL,
                                new PositionKey.Durable("orders-1", "d"),
                                TEN_MINUTES.toNanos(),
                                ""))
                .orThrow();

        // when
        TestSubscription back = orders.subscribes(CHANNEL, Requests.durable("d"));
        bed.advance(Duration.ofMinutes(5));

        // then
        assertThat(sequences(back)).isEmpty();

        // when
        bed.advance(Duration.ofMinutes(5));

        // then
        assertThat(sequences(back)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldNameTheLimitsThatMayRemoveMessagesMeanwhile() {
        try (EngineBed limited =
                EngineBed.started(
                        EngineOptions.defaults()
                                .withLimits(
                                        new StoreLimits(
                                                0,
                                                0,
                                                1_000,
                                                0,
                                                Duration.ofMinutes(15).toNanos(),
                                                0)))) {
            // given
            limited.connected("a").publishes(CHANNEL, 3);

            // when
            Plan plan =
                    new Operator(limited)
                            .plans(new Operation.PauseChannel(CHANNEL, 0, ""))
                            .orThrow();

            // then
            assertThat(plan.warnings())
                    .extracting(Warning::code)
                    .containsExactly("max-messages", "max-age", "not-recorded");
        }
    }

    @Test
    void shouldResumeWhateverTheTimeOfDayIsSetTo() {
        // given
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));
        operator.applies(new Operation.PauseChannel(CHANNEL, TEN_MINUTES.toNanos(), "")).orThrow();
        orders.publishes(CHANNEL, 2);

        // when
        bed.shards().jumpTimeOfDay(Duration.ofHours(1).toNanos());
        Result resumed = operator.applies(new Operation.ResumeChannel(CHANNEL)).orThrow();

        // then
        assertThat(sequences(durable)).containsExactly(1L, 2L);
        assertThat(resumed.undo()).isEmpty();
    }

    @Test
    void shouldEndAPauseSoonWhenTheTimeOfDayIsSetForward() {
        // given
        TestSubscription durable = orders.subscribes(CHANNEL, Requests.durable("d"));
        operator.applies(new Operation.PauseChannel(CHANNEL, Duration.ofHours(2).toNanos(), ""))
                .orThrow();
        orders.publishes(CHANNEL, 2);

        // when
        bed.shards().jumpTimeOfDay(Duration.ofHours(3).toNanos());
        bed.advance(Duration.ofMinutes(1));

        // then
        assertThat(sequences(durable)).containsExactly(1L, 2L);
    }

    @Test
    void shouldRefuseAPauseThatIsTooLong() {
        // given
        orders.subscribes(CHANNEL, Requests.queue("workers"));

        // then
        assertThat(operator.applies(pauseOfGroup(Duration.ofDays(367))).failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(
                        operator.applies(new Operation.Pause(CHANNEL, GROUP, 0, "x".repeat(257)))
                                .failure())
                .isInstanceOf(Failure.Invalid.class);
        assertThat(position().pause()).isEmpty();
    }
}
