package dev.stanchion.engine.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.Compatibility;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(StartPosition.class)
    void shouldDeliverTheFirstMessageOfAnEmptyChannelWhateverThePosition(StartPosition position) {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.from(position));

        // when
        client.publishes("foo", 1);

        // then
        assertThat(listener.sequences()).containsExactly(1L);
    }

    @Test
    void shouldStartWhereAsked() {
        // given
        client.publishes("foo", 10);

        // when
        TestSubscription newOnly = client.subscribes("foo", Requests.from(StartPosition.NEW_ONLY));
        TestSubscription last =
                client.subscribes("foo", Requests.from(StartPosition.LAST_RECEIVED));
        TestSubscription first = client.subscribes("foo");
        TestSubscription seventh = client.subscribes("foo", Requests.fromSequence(7));
        TestSubscription beyond = client.subscribes("foo", Requests.fromSequence(50));
        TestSubscription huge = client.subscribes("foo", Requests.fromSequence(-1));
        TestSubscription zero = client.subscribes("foo", Requests.fromSequence(0));
        client.publishes("foo", 1);

        // then
        assertThat(newOnly.sequences()).containsExactly(11L);
        assertThat(last.sequences()).containsExactly(10L, 11L);
        assertThat(first.sequences()).isEqualTo(range(1, 11));
        assertThat(seventh.sequences()).isEqualTo(range(7, 11));
        assertThat(beyond.sequences()).containsExactly(11L);
        assertThat(huge.sequences()).containsExactly(11L);
        assertThat(zero.sequences()).isEqualTo(range(1, 11));
    }

    @Test
    void shouldStartAtATime() {
        // given
        client.publishes("foo", 1);
        bed.advance(Duration.ofMillis(1_500));
        client.publishes("foo", 1);
        bed.advance(Duration.ofMillis(250));

        // when
        TestSubscription longAgo =
                client.subscribes("foo", Requests.fromTimeDelta(10_000_000_000L));
        TestSubscription second = client.subscribes("foo", Requests.fromTimeDelta(1_000_000_000L));
        TestSubscription justNow = client.subscribes("foo", Requests.fromTimeDelta(100_000_000L));
        TestSubscription never = client.subscribes("foo", Requests.fromTimeDelta(Long.MIN_VALUE));
        TestSubscription ever = client.subscribes("foo", Requests.fromTimeDelta(Long.MAX_VALUE));

        // then
        assertThat(longAgo.sequences()).containsExactly(1L, 2L);
        assertThat(second.sequences()).containsExactly(2L);
        assertThat(justNow.sequences()).isEmpty();
        assertThat(never.sequences()).isEmpty();
        assertThat(ever.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldStartAtTheFirstThatIsKept() {
        try (EngineBed limited =
                EngineBed.started(
                        EngineOptions.defaults().withLimits(new StoreLimits(0, 0, 10, 0, 0, 0)))) {
            // given
            TestClient publisher = limited.connected("p");
            publisher.publishes("foo", 20);

            // when
            TestSubscription first = publisher.subscribes("foo", Requests.fromSequence(1));

            // then
            assertThat(first.sequences()).isEqualTo(range(11, 20));
        }
    }

    @Test
    void shouldAnswerBeforeTheFirstDelivery() {
        // given
        bed.store().answerLater();
        client.publishes("foo", 5);

        // when
        TestSubscription listener = client.startsToSubscribe(client.subscriptionTo("foo"));
        client.publishes("foo", 5);

        // then
        assertThat(listener.sequences()).isEqualTo(range(1, 10));
        assertThat(listener.sawMessageBeforeAnswer()).isFalse();
    }

    @Test
    void shouldNeitherSkipNorRepeatAtTheSwitchFromBacklogToLive() {
        // given
        bed.store().answerLater();
        client.publishes("foo", 2_000);

        // when
        TestSubscription listener =
                client.startsToSubscribe(
                        Requests.window(10_000).apply(client.subscriptionTo("foo")));
        for (int i = 0; i < 100; i++) {
            client.sendsMessage("foo", "live");
            bed.bus().deliver();
        }
        bed.settle();

        // then
        assertThat(listener.sequences()).isEqualTo(range(1, 2_100));
    }

    @Test
    void shouldSendNoMoreThanTheWindowUntilAcknowledged() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.window(10));
        client.publishes("foo", 101);
        List<Long> whileFull = listener.sequences();

        // when
        listener.acknowledgesAll();

        // then
        assertThat(whileFull).isEqualTo(range(1, 10));
        assertThat(listener.sequences()).isEqualTo(range(1, 101));
    }

    @Test
    void shouldRefillTheWindowWhicheverIsAcknowledged() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.window(2));
        client.publishes("foo", 5);

        // when
        listener.acknowledges(2);
        List<Long> afterOne = listener.sequences();
        listener.acknowledges(1, 3);

        // then
        assertThat(afterOne).containsExactly(1L, 2L, 3L);
        assertThat(listener.sequences()).isEqualTo(range(1, 5));
    }

    @Test
    void shouldIgnoreAcknowledgementsThatMeanNothing() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.window(1));
        client.publishes("foo", 2);

        // when
        listener.acknowledges(2, 99, 0, -1);
        listener.acknowledgesFor("bar", 1);
        client.send(listener.ackInbox(), "", b -> b.writeByte(0x7F));
        bed.settle();
        List<Long> before = listener.sequences();
        listener.acknowledges(1);

        // then
        assertThat(before).containsExactly(1L);
        assertThat(listener.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void shouldJumpOverWhatIsMissing() {
        // given
        client.publishes("foo", 10);
        bed.store().channel("foo").drop(1);
        bed.store().channel("foo").drop(5);
        bed.store().channel("foo").drop(10);

        // when
        TestSubscription listener = client.subscribes("foo");
        client.publishes("foo", 1);

        // then
        assertThat(listener.sequences()).containsExactly(2L, 3L, 4L, 6L, 7L, 8L, 9L, 11L);
    }

    @Test
    void shouldGoOnAtTheFirstThatExistsAfterAStall() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.window(1));
        client.publishes("foo", 5);
        for (long sequence = 2; sequence <= 4; sequence++) {
            bed.store().channel("foo").drop(sequence);
        }

        // when
        listener.acknowledges(1);

        // then
        assertThat(listener.sequences()).containsExactly(1L, 5L);
    }

    @Test
    void k12_shouldSkipAMessageThatIsDamagedAndSendTheOthers() {
        // given
        client.publishes("foo", 4);
        bed.store().channel("foo").damage(2);

        // when
        TestSubscription listener = client.subscribes("foo").acknowledgesAll();
        client.publishes("foo", 1);

        // then
        assertThat(listener.sequences()).containsExactly(1L, 3L, 4L, 5L);
        assertThat(bed.logged()).anyMatch(line -> line.contains("is skipped"));
    }

    @Test
    void shouldTryAgainToReadWhatCouldNotBeRead() {
        // given
        client.publishes("foo", 3);
        bed.store().fail("read");
        TestSubscription listener = client.subscribes("foo");

        // when
        bed.store().recoverFromFailure();
        bed.advance(Duration.ofSeconds(2));

        // then
        assertThat(listener.sequences()).isEqualTo(range(1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q"})
    void shouldTryNoMoreToReadForWhatHasEnded(String queueGroup) {
        // given
        client.publishes("foo", 3);
        long timersBefore = bed.shards().pendingTimers();
        bed.store().fail("read");
        TestSubscription listener = client.subscribes("foo", Requests.queue(queueGroup));

        // when
        listener.unsubscribes();
        bed.advance(Duration.ofSeconds(10)); // until the log says that it is over

        // then
        assertThat(bed.shards().pendingTimers()).isEqualTo(timersBefore);
    }

    @Test
    void shouldRedeliverWithItsOwnCadenceAndCount() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 1);
        bed.advance(Duration.ofMillis(400));
        client.publishes("foo", 1);

        // when
        bed.advance(Duration.ofMillis(1_590)); // at 1.99 s
        List<Long> firstRound = listener.again();
        bed.advance(Duration.ofMillis(500)); // at 2.49 s

        // then
        assertThat(firstRound).containsExactly(1L, 2L);
        assertThat(listener.again()).containsExactly(1L, 2L, 1L, 2L);
        assertThat(listener.received().stream().map(Received::redeliveries))
                .containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void shouldNotRedeliverWhatWasAcknowledgedAndLeaveNoTimer() {
        // given
        long before = bed.shards().pendingTimers();
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 4);

        // when
        listener.acknowledges(1, 3);
        bed.advance(Duration.ofMillis(1_100));
        listener.acknowledges(2, 4);
        bed.advance(Duration.ofSeconds(2));

        // then
        assertThat(listener.again()).containsExactly(2L, 4L);
        assertThat(bed.shards().pendingTimers()).isEqualTo(before);
    }

    @Test
    void shouldRedeliverToAFullSubscriptionButSendNothingNew() {
        // given
        TestSubscription listener =
                client.subscribes("foo", Requests.all(Requests.window(2), Requests.ackWait(1)));
        client.publishes("foo", 5);

        // when
        bed.advance(Duration.ofMillis(3_500));

        // then
        assertThat(listener.first()).containsExactly(1L, 2L);
        assertThat(listener.again()).containsExactly(1L, 2L, 1L, 2L, 1L, 2L);
    }

    @Test
    void shouldTakeADroppedMessageForAcknowledged() {
        // given
        TestSubscription listener =
                client.subscribes("foo", Requests.all(Requests.window(3), Requests.ackWait(1)));
        client.publishes("foo", 4);
        bed.store().channel("foo").drop(1);

        // when
        bed.advance(Duration.ofMillis(1_100));

        // then
        assertThat(listener.again()).containsExactly(2L, 3L);
        assertThat(listener.first()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void shouldRedeliverAgainOnceReadingWorks() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 1);
        bed.store().fail("read");
        bed.advance(Duration.ofMillis(1_500));
        int whileFailing = listener.again().size();

        // when
        bed.store().recoverFromFailure();
        bed.advance(Duration.ofSeconds(1));

        // then
        assertThat(whileFailing).isZero();
        assertThat(listener.again()).containsExactly(1L);
    }

    @Test
    void shouldRedeliverFromALogThatAnswersLater() {
        // given
        bed.store().answerLater();
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 5);
        listener.acknowledges(3);

        // when
        bed.advance(Duration.ofMillis(1_050));

        // then
        assertThat(listener.again()).containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void shouldHoldBackFromAReceiverThatDoesNotRead() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        bed.bus().congest(listener.inbox());

        // when
        client.publishes("foo", 10);
        bed.advance(Duration.ofSeconds(3));
        int whileCongested = listener.received().size();
        bed.bus().relieve(listener.inbox());
        bed.settle();

        // then
        assertThat(whileCongested).isZero();
        assertThat(listener.sequences()).isEqualTo(range(1, 10));
    }

    @Test
    void shouldHoldNothingBackWhenStrict() {
        try (EngineBed strict =
                EngineBed.started(
                        EngineOptions.defaults().withCompatibility(Compatibility.STRICT, true))) {
            // given
            TestClient subscriber = strict.connected("orders");
            TestSubscription listener = subscriber.subscribes("foo");
            strict.bus().congest(listener.inbox());

            // when
            subscriber.publishes("foo", 10);

            // then
            assertThat(listener.sequences()).isEqualTo(range(1, 10));
        }
    }

    @Test
    void shouldHoldBackRedeliveriesFromAReceiverThatDoesNotRead() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 2);
        bed.bus().congest(listener.inbox());
        bed.advance(Duration.ofSeconds(5));
        int whileCongested = listener.again().size();

        // when
        bed.bus().relieve(listener.inbox());
        bed.settle();

        // then
        assertThat(whileCongested).isZero();
        assertThat(listener.again()).containsExactly(1L, 2L);
    }

    @Test
    void shouldSendNothingAfterUnsubscribeOrClose() {
        // given
        TestSubscription unsubscribed = client.subscribes("foo", Requests.ackWait(1));
        TestSubscription closed = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 1);

        // when
        String first = unsubscribed.unsubscribes();
        String second = closed.closes();
        client.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(3));

        // then
        assertThat(first).isEmpty();
        assertThat(second).isEmpty();
        assertThat(unsubscribed.sequences()).containsExactly(1L);
        assertThat(closed.sequences()).containsExactly(1L);
        assertThat(unsubscribed.unsubscribes()).isEqualTo("stan: invalid subscription");
    }

    @Test
    void shouldAcceptAnInboxThatNothingCanBeSentTo() {
        // given
        TestSubscription odd =
                client.subscribes(
                        "foo",
                        r ->
                                new dev.stanchion.protocol.SubscriptionRequest(
                                        r.clientId(),
                                        r.channel(),
                                        "",
                                        "not a\r\nsubject",
                                        10,
                                        30,
                                        "",
                                        4,
                                        0,
                                        0));

        // when
        String error = client.publishes("foo", "x");

        // then
        assertThat(odd.error()).isEmpty();
        assertThat(error).isEmpty();
    }
}
