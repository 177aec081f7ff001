package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.protocol.PubAck;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishWindowTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    /** A publish with a future. */
    private static final class Publish extends SentPublish {
        private final CompletableFuture<String> outcome = new CompletableFuture<>();

        Publish(String guid) {
            super(guid, "c");
            sentNanos = System.nanoTime();
        }

        @Override
        void stored() {
            assertThat(outcome.complete("stored")).as("it is told once").isTrue();
        }

        @Override
        void failed(StreamingException reason) {
            assertThat(outcome.completeExceptionally(reason)).as("it is told once").isTrue();
        }
    }

    private PublishWindow window(Duration ackTimeout) {
        return new PublishWindow(ackTimeout, scheduler);
    }

    private static CompletableFuture<String> enter(PublishWindow window, String guid) {
        Publish publish = new Publish(guid);
        window.enter(publish);
        return publish.outcome;
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void shouldTellThePublishThatTheAckNames() {
        // given
        PublishWindow window = window(LONG);
        CompletableFuture<String> one = enter(window, "guid-1");
        CompletableFuture<String> two = enter(window, "guid-2");

        // when
        window.settle(new PubAck("guid-2", ""));

        // then
        assertThat(two).isCompletedWithValue("stored");
        assertThat(one).isNotDone();
    }

    @Test
    void shouldFailWithTheServersWordsWhenRefused() {
        // given
        PublishWindow window = window(LONG);
        CompletableFuture<String> publish = enter(window, "g");

        // when
        window.settle(new PubAck("g", "too many channels"));

        // then
        assertThatThrownBy(publish::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage(
                        "publish to c: too many channels. Raise the server's max_channels, or use"
                                + " fewer channels.");
    }

    @Test
    void shouldFailEachPublishWhoseAckIsOverdue() {
        // given
        PublishWindow window = window(Duration.ofMillis(1));

        // when
        CompletableFuture<String> first = enter(window, "1");

        // then
        assertThatThrownBy(first::join).hasMessageContaining("stan: publish ack timeout");

        // when
        CompletableFuture<String> afterThat = enter(window, "2");

        // then
        assertThatThrownBy(afterThat::join).hasMessageContaining("stan: publish ack timeout");
    }

    @Test
    void shouldSetTheTimerAgainForAPublishThatWasNotOverdueYet() {
        // given
        PublishWindow window = window(Duration.ofMillis(50));
        CompletableFuture<String> old = enter(window, "old");
        Publish young = new Publish("young");
        young.sentNanos += Duration.ofMillis(20).toNanos();

        // when
        window.enter(young);

        // then
        assertThatThrownBy(old::join).hasMessageContaining("stan: publish ack timeout");
        assertThatThrownBy(young.outcome::join).hasMessageContaining("stan: publish ack timeout");
    }

    @Test
    void shouldHaveOneTimerForAll() {
        // given
        PublishWindow window = window(LONG);

        // when
        for (int i = 0; i < 100; i++) {
            assertThat(enter(window, "guid-" + i)).isNotDone();
        }

        // then
        assertThat(scheduler.getQueue()).hasSize(1);
    }

    @Test
    void shouldIgnoreAnAckThatComesTwiceOrTooLate() throws InterruptedException {
        // given
        PublishWindow window = window(LONG);
        CompletableFuture<String> publish = enter(window, "1");

        // when
        window.settle(new PubAck("1", ""));
        window.settle(new PubAck("1", ""));
        window.settle(new PubAck("never sent", ""));

        // then
        assertThat(publish).isCompletedWithValue("stored");
        assertThat(window.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void shouldSayWhetherAPublishStillWaited() {
        // given
        PublishWindow window = window(LONG);
        Publish publish = new Publish("1");
        window.enter(publish);

        // then
        assertThat(window.leave(publish)).isTrue();
        assertThat(window.fail(publish, Failures.closed("the connection"))).isFalse();
        assertThat(publish.outcome).isNotDone();
    }

    @Test
    void shouldFailEverythingAtTheEnd() throws InterruptedException {
        // given
        PublishWindow window = window(LONG);
        CompletableFuture<String> publish = enter(window, "1");

        // when
        boolean empty = window.awaitEmpty(Duration.ofNanos(1));
        window.failAll(Failures.closed("the connection"));

        // then
        assertThat(empty).isFalse();
        assertThat(publish).isCompletedExceptionally();
        assertThat(window.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void shouldStopWaitingWhenTheLastAckComes() throws InterruptedException {
        // given
        PublishWindow window = window(LONG);
        assertThat(enter(window, "1")).isNotDone();
        Thread waiter = Thread.currentThread();
        Thread acks =
                new Thread(() -> {
                    while (waiter.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    window.settle(new PubAck("1", ""));
                });
        acks.start();

        // then
        assertThat(window.awaitEmpty(LONG)).isTrue();
        acks.join();
    }
}
