package dev.stanchion.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.testbed.EngineBed;
import dev.stanchion.engine.testbed.TestClient;
import dev.stanchion.engine.testbed.TestClient.Pending;
import dev.stanchion.engine.testbed.TestSubscription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks a store that another server has taken over. */
class FencedStoreTest {
    private static final int SHARDS = 3;

    private final EngineBed bed = EngineBed.started(EngineOptions.defaults(), SHARDS);
    private final TestClient client = bed.connected("orders");

    @AfterEach
    void close() {
        bed.close();
    }

    private void expectsToldOnce() {
        bed.settle();
        assertThat(bed.losses())
                .singleElement()
                .extracting(StoreException::kind)
                .isEqualTo(StoreException.Kind.FENCED);
    }

    private void publishes(String channel) {
        client.sendsMessage(channel, "data");
        bed.settle();
    }

    @Test
    void shouldAnswerNobodyWhoseMessageIsNotAppended() {
        // given
        publishes("foo");
        bed.store().fence();

        // when
        for (int i = 0; i < 10; i++) {
            publishes("foo");
        }

        // then
        assertThat(client.ackedGuids()).containsExactly("g0");
        expectsToldOnce();
    }

    @Test
    void shouldAnswerNobodyWhoseMessageIsLost() {
        // given
        bed.store().holdBack();
        publishes("foo");
        bed.store().fence();

        // when
        bed.store().channel("foo").loseUnsynced();
        bed.settle();
        bed.store().letGo();

        // then
        expectsToldOnce();
        assertThat(client.acks()).isEmpty();
    }

    @Test
    void shouldNotAcknowledgeWhatBecomesDurableLater() {
        // given
        bed.store().holdBack("foo");
        publishes("foo");
        bed.store().fence();
        publishes("bar");
        expectsToldOnce();

        // when
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(client.acks()).isEmpty();
    }

    @Test
    void shouldAnswerNobodyWhoPublishesToAChannelThatCannotBeOpened() {
        // given
        bed.store().fence();

        // when
        publishes("foo");

        // then
        expectsToldOnce();
        assertThat(client.acks()).isEmpty();
    }

    @Test
    void shouldForgetWhatWaitsForAChannelToOpen() {
        // given
        bed.store().holdBackAnswers("openChannel");
        publishes("foo");
        publishes("foo");
        bed.store().fence();
        bed.client("other", 1).startsToConnect();
        expectsToldOnce();

        // when: it had been opened before
        bed.store().letGo();
        bed.settle();

        // then
        assertThat(client.acks()).isEmpty();
        assertThat(bed.store().channel("foo").sequences()).isEmpty();
    }

    @Test
    void shouldAnswerNoConnect() {
        // given
        bed.store().fence();

        // when
        Pending<?> answer = bed.client("other", 1).startsToConnect();

        // then
        expectsToldOnce();
        assertThat(answer.isAnswered()).isFalse();
    }

    @Test
    void shouldAnswerNoClose() {
        // given
        bed.store().fence();

        // when
        Pending<?> answer = client.startsToClose();

        // then
        expectsToldOnce();
        assertThat(answer.isAnswered()).isFalse();
    }

    @Test
    void shouldAnswerNoSubscriptionThatIsNotRecorded() {
        // given
        publishes("foo");
        bed.store().fence();

        // when
        TestSubscription subscription = client.startsToSubscribe(client.subscriptionTo("foo"));

        // then
        expectsToldOnce();
        assertThat(subscription.ackInbox()).isEmpty();
        assertThat(subscription.error()).isEmpty();
    }

    @Test
    void shouldTellOfAReadThatIsFenced() {
        // given
        client.publishes("foo", 3);
        bed.store().holdBackAnswers("read");
        TestSubscription subscription = client.subscribes("foo");
        bed.store().fence();

        // when
        bed.store().letGo();

        // then
        expectsToldOnce();
        assertThat(subscription.received()).isEmpty();
    }

    @Test
    void shouldSendNothingMoreOnceItHasTold() {
        // given
        TestSubscription subscription = client.subscribes("foo");
        publishes("foo");
        assertThat(subscription.received()).hasSize(1);
        bed.store().fence();
        publishes("foo");
        expectsToldOnce();
        int heartbeats = client.heartbeatsSeen();
        subscription.forgets();

        // when: its message is due again, and it is asked whether it lives
        Pending<String> ping = client.pings(client.connectionId());
        bed.advance(Duration.ofMinutes(3));

        // then
        assertThat(subscription.received()).isEmpty();
        assertThat(client.heartbeatsSeen()).isEqualTo(heartbeats);
        assertThat(ping.isAnswered()).isFalse();
        assertThat(bed.shards().pendingTimers()).isZero();
    }

    @Test
    void shouldCloseAfterwardsAndGoOnWithTheNextRun() {
        // given
        publishes("foo");
        bed.store().fence();
        publishes("foo");
        expectsToldOnce();

        // when: this server has taken the store back
        bed.store().recoverFromFailure();
        bed.restart();
        publishes("foo");

        // then
        assertThat(client.ackedGuids()).containsExactly("g0", "g2");
    }

    @Test
    void shouldCloseIfTheStoreIsTakenOverMeanwhile() {
        // given
        boolean[] closed = {false};
        bed.store().holdBack();
        publishes("foo");
        bed.engine().close(() -> closed[0] = true);
        bed.settle();
        assertThat(closed[0]).isFalse();

        // when
        bed.store().fence();
        bed.store().channel("foo").loseUnsynced();
        bed.settle();

        // then
        assertThat(closed[0]).isTrue();
        assertThat(bed.losses()).isEmpty();
        assertThat(client.acks()).isEmpty();
    }

    @Test
    void shouldFailToStartLikeWithAnyOtherFailure() {
        // given
        publishes("foo");
        bed.engine().close();
        bed.settle();
        bed.store().fence();
        Start start = new Start();

        // when
        bed.startsAgain(start);
        bed.settle();

        // then
        assertThat(start.failure).isNotNull();
        assertThat(start.isLost).isFalse();
    }

    private static final class Start implements StartListener {
        private @Nullable StoreException failure;
        private boolean isLost;

        @Override
        public void ready() {
            throw new AssertionError("ready");
        }

        @Override
        public void failed(StoreException why) {
            failure = why;
        }

        @Override
        public void refused(EngineStartException why) {
            throw new AssertionError(why);
        }

        @Override
        public void lost(StoreException why) {
            isLost = true;
        }
    }
}
