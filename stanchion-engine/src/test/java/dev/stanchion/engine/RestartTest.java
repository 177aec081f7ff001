package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.Received;
import dev.stanchion.engine.testbed.Requests;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import dev.stanchion.protocol.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartTest {
    /** On both shards. */
    private static final List<String> CHANNELS = List.of("a", "b", "c", "d", "e", "f");

    private static final StoreLimits IMPATIENT = new StoreLimits(0, 0, 0, 0, 0, 1_000_000_000);

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), 2);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldGoOnWithoutAnyClientNoticing() {
        // given
        TestSubscription plain = client.subscribes("foo").acknowledgesAll();
        TestSubscription durable =
                client.subscribes("foo", Requests.durable("d")).acknowledgesAll();
        TestSubscription member = client.subscribes("foo", Requests.queue("q")).acknowledgesAll();
        client.publishes("foo", 3);

        // when
        bed.restart();
        client.publishes("foo", 1);

        // then
        assertThat(plain.sequences()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(durable.sequences()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(member.sequences()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(client.pings(client.connectionId()).orThrow()).isEmpty();
    }

    @Test
    void shouldRedeliverWhatIsDueByItsTimestampAndHoldBackNewMessages() {
        // given
        TestSubscription listener =
                client.subscribes("foo", Requests.all(Requests.window(2), Requests.ackWait(2)));
        client.publishes("foo", 1);
        bed.advance(Duration.ofMillis(1_500));
        client.publishes("foo", 2);

        // when
        bed.restart();
        bed.advance(Duration.ofMillis(400));
        int early = listener.again().size();
        bed.advance(Duration.ofMillis(200));

        // then
        assertThat(early).isZero();
        assertThat(listener.again()).containsExactly(1L);
        assertThat(listener.first()).containsExactly(1L, 2L);
        bed.advance(Duration.ofMillis(1_500));
        assertThat(listener.again()).containsExactly(1L, 2L);
        listener.acknowledges(1);
        assertThat(listener.first()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldRedeliverAfterAnAckWaitThoughTheClockWasSetBack() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(2));
        client.publishes("foo", 1);

        // when
        bed.shards().jumpTimeOfDay(-Duration.ofHours(1).toNanos());
        bed.restart();
        bed.advance(Duration.ofMillis(2_100));

        // then
        assertThat(listener.again()).containsExactly(1L);
    }

    @Test
    void shouldRedeliverAtOnceWhatIsLongDue() {
        // given
        TestSubscription listener = client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 1);
        bed.advance(Duration.ofMillis(900));

        // when
        bed.shards().jumpTimeOfDay(Duration.ofSeconds(10).toNanos());
        bed.restart();

        // then
        assertThat(listener.received().stream().map(Received::redeliveries)).containsExactly(0, 1);
    }

    @Test
    void shouldKeepOfflineDurablesAndGroups() {
        // given
        client.subscribes("foo", Requests.durable("d"));
        client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.queue("q")));
        client.publishes("foo", 1);
        client.closes();

        // when
        bed.restart();
        client.connects();
        client.publishes("foo", 1);
        TestSubscription durable = client.subscribes("foo", Requests.durable("d"));
        TestSubscription member =
                client.subscribes("foo", Requests.all(Requests.durable("d"), Requests.queue("q")));

        // then
        assertThat(durable.again()).containsExactly(1L);
        assertThat(durable.first()).containsExactly(2L);
        assertThat(member.again()).containsExactly(1L);
        assertThat(member.first()).containsExactly(2L);
        assertThat(bed.snapshot().subscriptionCount()).isEqualTo(2);
    }

    @Test
    void shouldKeepAGroupsPositionWhenTheMemberThatWasAheadLeft() {
        // given
        TestSubscription first = client.subscribes("foo", Requests.queue("q")).acknowledgesAll();
        TestSubscription second = client.subscribes("foo", Requests.queue("q")).acknowledgesAll();
        client.publishes("foo", 2);
        second.closes();

        // when
        bed.restart();
        client.publishes("foo", 1);

        // then
        assertThat(first.sequences()).containsExactly(1L, 3L);
        assertThat(second.sequences()).containsExactly(2L);
    }

    @Test
    void shouldMoveWhatMovedBetweenMembersBeforeTheRestart() {
        // given
        TestSubscription first =
                client.subscribes("foo", Requests.all(Requests.queue("q"), Requests.ackWait(1)));
        client.publishes("foo", 1);
        TestSubscription second =
                client.subscribes("foo", Requests.all(Requests.queue("q"), Requests.ackWait(60)));
        bed.advance(Duration.ofMillis(1_100));

        // when
        bed.restart();
        second.acknowledges(1);
        bed.advance(Duration.ofSeconds(5));

        // then
        assertThat(first.sequences()).containsExactly(1L);
        assertThat(second.sequences()).containsExactly(1L);
    }

    @Test
    void shouldNotSendToDurablesOfClientsThatAreGone() {
        // given
        TestSubscription durable = client.subscribes("foo", Requests.durable("d"));
        client.publishes("foo", 1);
        client.closes();
        TestClient other = bed.connected("other");

        // when
        bed.restart();
        other.publishes("foo", 1);
        bed.advance(Duration.ofSeconds(60));

        // then
        assertThat(durable.sequences()).containsExactly(1L);
    }

    @Test
    void shouldNotGiveADurableToALaterClientOfTheSameIdUnasked() {
        // given
        TestSubscription durable = client.subscribes("foo", Requests.durable("d"));
        bed.store().loseClient("orders");
        bed.restart();
        client.connects();

        // when
        bed.restart();
        client.publishes("foo", 1);

        // then
        assertThat(durable.sequences()).isEmpty();
    }

    @Test
    void shouldEndClientsThatDidNotComeBack() {
        // given
        bed.restartWith(
                EngineOptions.defaults()
                        .withHeartbeats(Duration.ofSeconds(1), Duration.ofMillis(500), 1));
        client.vanishes();

        // when
        bed.advance(Duration.ofMillis(2_100));

        // then
        assertThat(bed.snapshot().clients()).isEmpty();
        assertThat(bed.store().hasClient("orders")).isFalse();
    }

    @Test
    void s8_21_shouldRefuseAStoreOfAnotherCluster() {
        try (EngineBed other = new EngineBed(EngineOptions.defaults().withClusterId("new"), 1)) {
            // given
            other.store().putServer(new ServerRecord("old", "_STAN.discover", "old"));

            // when / then
            assertThatThrownBy(other::start)
                    .isInstanceOf(EngineStartException.class)
                    .hasMessage("cluster ID \"new\" does not match recovered value of \"old\"");
        }
    }

    @Test
    void shouldLetPublishersHaveTheirAcksWhenClosing() {
        // given
        bed.store().holdBack();
        client.sendsMessage("foo", "x");
        bed.settle();
        boolean[] closed = {false};

        // when
        bed.engine().close(() -> closed[0] = true);
        bed.settle();
        boolean tooEarly = closed[0];
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(tooEarly).isFalse();
        assertThat(closed[0]).isTrue();
        assertThat(client.acks()).hasSize(1);
        assertThat(bed.shards().pendingTimers()).isZero();
    }

    @Test
    void shouldStoreWhatStillWaitsForItsChannelWhenClosing() {
        // given
        bed.store().holdBackAnswers("openChannel");
        client.sendsMessage("foo", "x");
        bed.settle();

        // when
        boolean closedBefore = closesWhile(bed.store()::letGo);

        // then
        assertThat(closedBefore).isFalse();
        assertThat(client.acks()).singleElement().matches(ack -> ack.error().isEmpty());
        assertThat(bed.store().channel("foo").sequences()).containsExactly(1L);
    }

    @Test
    void shouldStoreWhatIsOnItsWayToItsShardWhenClosing() {
        // given
        CHANNELS.forEach(channel -> client.publishes(channel, 1));
        CHANNELS.forEach(channel -> client.sendsMessage(channel, "x"));
        bed.bus().deliver();

        // when
        closesWhile(() -> {});

        // then
        assertThat(client.acks()).hasSize(2 * CHANNELS.size());
    }

    @Test
    void shouldLeaveNoTimerOfAChannelThatIsStillBeingOpenedWhenClosing() {
        // given
        bed.restartWith(EngineOptions.defaults().withLimits(IMPATIENT));
        bed.store().holdBackAnswers("openChannel");
        client.startsToSubscribe(client.subscriptionTo("foo"));
        bed.settle();

        // when
        boolean closedBefore = closesWhile(bed.store()::letGo);

        // then
        assertThat(closedBefore).isFalse();
        assertThat(bed.shards().pendingTimers()).isZero();
    }

    @Test
    void shouldLeaveNoTimerOfAChannelThatCannotBeDeletedWhenClosing() {
        // given
        bed.restartWith(EngineOptions.defaults().withLimits(IMPATIENT));
        client.publishes("foo", 1);
        bed.store().fail("deleteChannel");
        bed.store().holdBackAnswers("deleteChannel");
        bed.advance(Duration.ofSeconds(2));

        // when
        boolean closedBefore = closesWhile(bed.store()::letGo);

        // then
        assertThat(closedBefore).isFalse();
        assertThat(bed.shards().pendingTimers()).isZero();
    }

    @Test
    void shouldCloseWhatIsStillStarting() {
        // given
        client.subscribes("foo", Requests.ackWait(1));
        client.publishes("foo", 1);
        closesWhile(() -> {});
        bed.store().holdBackAnswers("openChannel");
        bed.startsAgain();
        bed.settle();

        // when
        boolean closedBefore = closesWhile(bed.store()::letGo);

        // then
        assertThat(closedBefore).isFalse();
        assertThat(bed.shards().pendingTimers()).isZero();
    }

    @Test
    void shouldHoldNoMessageAnyMoreWhenItSaysThatItHasClosed() {
        // given
        List<TestSubscription> listeners = CHANNELS.stream().map(client::subscribes).toList();
        CHANNELS.forEach(channel -> client.publishes(channel, 1));
        bed.store().holdBack();
        CHANNELS.forEach(channel -> client.publishes(channel, 1));
        long[] held = {-1};

        // when
        bed.engine().close(() -> held[0] = bed.bus().buffersHeld());
        bed.settle();
        for (int i = 0; i < CHANNELS.size(); i++) {
            listeners.get(i).sendAck(CHANNELS.get(i), 1);
        }
        bed.bus().deliver(); // on their way to their shards
        long heldBefore = bed.bus().buffersHeld();
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(heldBefore).isPositive();
        assertThat(held[0]).isZero();
    }

    /** Closes the engine, and tells whether that was done before the rest happened. */
    private boolean closesWhile(Runnable rest) {
        boolean[] closed = {false};
        bed.engine().close(() -> closed[0] = true);
        bed.settle();
        boolean closedBefore = closed[0];
        rest.run();
        bed.settle();
        assertThat(closed[0]).isTrue();
        return closedBefore;
    }

    @Test
    void shouldLeaveWithOneMemberWhatACrashLeftWithTwo() {
        // given
        TestSubscription first = client.subscribes("foo", Requests.queue("q"));
        TestSubscription second = client.subscribes("foo", Requests.queue("q"));
        client.publishes("foo", 1);
        bed.store().channel("foo").pendingOf(2).add(1L); // it was about to move to the second

        // when
        bed.restart();
        first.acknowledges(1);
        bed.advance(Duration.ofSeconds(60));

        // then
        assertThat(first.again()).isEmpty();
        assertThat(second.sequences()).isEmpty();
        assertThat(bed.store().channel("foo").pendingOf(2)).isEmpty();
    }

    @Test
    void shouldSayNothingOfASubscriptionThatIsBeingRecordedWhileItCloses() {
        // given
        client.publishes("foo", 1);
        bed.store().holdBackAnswers("flush");
        Pending<String> subscribing =
                client.request(
                        client.subjects().subRequests(), encoded(client.subscriptionTo("foo")));
        bed.settle();

        // when
        bed.engine().close(() -> {});
        bed.settle();
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(subscribing.isAnswered()).isFalse();
        assertThat(bed.store().channel("foo").subscriptions()).hasSize(1);
    }

    @Test
    void shouldBeginNoTimerForASubscriptionThatFailsAfterItClosed() {
        // given
        bed.restartWith(EngineOptions.defaults().withLimits(IMPATIENT));
        bed.store().fail("flush");
        bed.store().holdBackAnswers("flush");
        client.startsToSubscribe(client.subscriptionTo("foo"));
        bed.settle();

        // when
        bed.store().recoverFromFailure();
        bed.engine().close(() -> {});
        bed.settle();
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(bed.shards().pendingTimers()).isZero();
    }

    private static byte[] encoded(SubscriptionRequest request) {
        ByteBuf buffer = Unpooled.buffer();
        request.encodeTo(buffer);
        return ByteBufUtil.getBytes(buffer);
    }
}
