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
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    private PublishWindow window(int places, Duration ackTimeout) {
        return new PublishWindow(
                ConnectOptions.builder("test-cluster", ClientId.random())
                        .maxOutstandingPublishes(places)
                        .publishAckTimeout(ackTimeout)
                        .build(),
                scheduler);
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void shouldCompleteThePublishThatTheAckNames() {
        // given
        PublishWindow window = window(2, LONG);
        CompletableFuture<PublishAck> one = window.enter("c", "guid-1", NOW);
        CompletableFuture<PublishAck> two = window.enter("c", "guid-2", NOW);

        // when
        window.settle(new PubAck("guid-2", ""));

        // then
        assertThat(two).isCompletedWithValue(new PublishAck("c", "guid-2"));
        assertThat(one).isNotDone();
    }

    @Test
    void shouldFailWithTheServersWordsWhenRefused() {
        // given
        PublishWindow window = window(1, LONG);
        CompletableFuture<PublishAck> publish = window.enter("c", "g", NOW);

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
    void shouldRefuseWhenAllPlacesAreTaken() {
        // given
        PublishWindow window = window(2, LONG);
        assertThat(window.enter("c", "1", NOW)).isNotDone();
        assertThat(window.enter("c", "2", NOW)).isNotDone();

        // then
        assertThatThrownBy(() -> window.enter("c", "3", NOW))
                .isInstanceOfSatisfying(
                        StreamingException.class,
                        e -> assertThat(e.kind()).isEqualTo(StreamingException.Kind.OVERLOADED));
    }

    @Test
    void shouldHaveAPlaceForAContinuationThatPublishesOnceMore() {
        // given
        PublishWindow window = window(1, LONG);
        CompletableFuture<PublishAck> next =
                window.enter("c", "1", NOW).thenCompose(ack -> window.enter("c", "2", NOW));

        // when
        window.settle(new PubAck("1", ""));
        window.settle(new PubAck("2", ""));

        // then
        assertThat(next).isCompletedWithValue(new PublishAck("c", "2"));
    }

    @Test
    void shouldFailAndFreeThePlaceWhenTheAckIsOverdue() {
        // given
        PublishWindow window = window(1, Duration.ofMillis(1));

        // when
        CompletableFuture<PublishAck> publish = window.enter("c", "1", NOW);

        // then
        assertThatThrownBy(publish::join).hasMessageContaining("stan: publish ack timeout");
        assertThat(window.enter("c", "2", NOW)).isNotNull();
    }

    @Test
    void shouldIgnoreAnAckThatComesTwiceOrTooLate() throws InterruptedException {
        // given
        PublishWindow window = window(1, LONG);
        assertThat(window.enter("c", "1", NOW)).isNotDone();

        // when
        window.settle(new PubAck("1", ""));
        window.settle(new PubAck("1", ""));
        window.settle(new PubAck("never sent", ""));

        // then
        assertThat(window.awaitEmpty(LONG)).isTrue();
        assertThat(window.enter("c", "2", NOW)).isNotDone();
        assertThatThrownBy(() -> window.enter("c", "3", NOW)).hasMessageStartingWith("1 publishes");
    }

    @Test
    void shouldFailEverythingAtTheEnd() throws InterruptedException {
        // given
        PublishWindow window = window(2, LONG);
        CompletableFuture<PublishAck> publish = window.enter("c", "1", NOW);

        // when
        boolean empty = window.awaitEmpty(Duration.ofNanos(1));
        window.failAll(Failures.closed("the connection"));

        // then
        assertThat(empty).isFalse();
        assertThat(publish).isCompletedExceptionally();
        assertThat(window.awaitEmpty(LONG)).isTrue();
    }
}
