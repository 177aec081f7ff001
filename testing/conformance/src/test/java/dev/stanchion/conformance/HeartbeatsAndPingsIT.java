package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.Encoded;
import dev.stanchion.conformance.peer.Patience;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.AgainstServer;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.protocol.Refusal;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Section "Heartbeats, pings, close". Source: {@code spec/streaming.md} 3. The times are those of
 * {@link Flags#SHORT_HEARTBEATS}.
 */
@Tag("long")
@AgainstServer
@Flags(Flags.SHORT_HEARTBEATS)
class HeartbeatsAndPingsIT {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int FAILURES_TO_CLOSE = 3;

    @Test
    void s14_020_shouldKeepAClientThatAnswersAndDropItOnceItIsGone(ServerUnderTest server) {
        // given
        StanPeer client = server.client();

        // when: more than would close a silent client
        for (int i = 0; i < 10; i++) {
            client.heartbeats().awaits();
        }

        // then
        assertThat(server.hasClient(client)).isTrue();
        client.nats().cuts();
        Patience.until("client gone", () -> !server.hasClient(client));
    }

    @Test
    void s14_021_shouldCloseASilentClientOnTheLastOfItsFailures(ServerUnderTest server) {
        // given
        long startedNanos = System.nanoTime();
        StanPeer client = server.stranger();
        client.heartbeats().staySilent();
        client.connects();

        // when
        for (int failure = 1; failure <= FAILURES_TO_CLOSE; failure++) {
            client.heartbeats().awaits();
            Duration atLeast =
                    INTERVAL.multipliedBy(failure).plus(TIMEOUT.multipliedBy(failure - 1));
            assertThat(since(startedNanos)).isGreaterThanOrEqualTo(atLeast);
        }
        Patience.until("client closed", () -> !server.hasClient(client));

        // then
        assertThat(since(startedNanos))
                .isGreaterThanOrEqualTo(INTERVAL.plus(TIMEOUT).multipliedBy(FAILURES_TO_CLOSE));
        assertThat(client.heartbeats().soFar()).as("further heartbeats").isZero();
    }

    @Test
    void s14_022_shouldCloseAClientThatNobodyListensForWithoutTimeouts(ServerUnderTest server) {
        // given
        long startedNanos = System.nanoTime();
        StanPeer silent = server.stranger();
        silent.heartbeats().staySilent();
        silent.connects();
        StanPeer deaf = server.stranger();
        deaf.heartbeats().findNobody();
        deaf.connects();

        // when
        Patience.until("client closed", () -> !server.hasClient(deaf));

        // then
        assertThat(since(startedNanos))
                .isGreaterThanOrEqualTo(INTERVAL.multipliedBy(FAILURES_TO_CLOSE));
        assertThat(server.hasClient(silent)).isTrue();
    }

    @Test
    void s14_023_shouldServeAClientWhileItsHeartbeatIsPending(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        client.heartbeats().staySilent();
        client.connects();
        String channel = server.newName();
        client.heartbeats().awaits();

        // when
        Subscriber subscriber = client.subscribes(Subscribing.to(channel));
        client.publishes(channel, "meanwhile");
        subscriber.awaitsNew(1);

        // then
        assertThat(client.heartbeats().soFar()).as("still the first heartbeat").isZero();
    }

    @Test
    void s14_024_shouldTakeAnyPayloadForAnAnswer(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        client.heartbeats().areAnsweredWith(Encoded.dummy());
        client.connects();

        // when
        for (int i = 0; i <= FAILURES_TO_CLOSE; i++) {
            client.heartbeats().awaits();
        }

        // then
        assertThat(server.hasClient(client)).isTrue();
    }

    @Test
    void s14_025_shouldForgetFailuresOnceAHeartbeatIsAnswered(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        client.heartbeats().staySilent();
        client.connects();
        String channel = server.newName();
        Subscriber plain = client.subscribes(Subscribing.to(channel).ackWaitSeconds(1));
        client.heartbeats().awaits();
        NatsMessage second = client.heartbeats().awaits(); // so the first has failed
        client.publishes(channel, "1");
        plain.awaitsNew(1);

        // when
        long answeredNanos = System.nanoTime();
        client.heartbeats().areAnswered();
        client.heartbeats().answer(second);

        // then: the subscription is served again, and a ping forces no heartbeat any more
        plain.awaitsAgain(1);
        NatsMessage third = client.heartbeats().awaits();
        assertThat(third.reply()).isNotEqualTo(second.reply());
        assertThat(since(answeredNanos)).isGreaterThanOrEqualTo(INTERVAL);
        int before = client.heartbeats().soFar();
        IntStream.range(0, 20).forEach(i -> assertThat(client.pings()).isEmpty());
        assertThat(client.heartbeats().soFar() + before).as("heartbeats").isLessThan(20);
    }

    @Test
    void s14_026_shouldSendAHeartbeatToAFailingClientThatPings(ServerUnderTest server) {
        // given
        StanPeer client = server.stranger();
        client.heartbeats().staySilent();
        client.connects();
        client.heartbeats().awaits();
        client.heartbeats().awaits(); // so the first has failed
        long failingNanos = System.nanoTime();

        // when
        assertThat(client.pings()).isEmpty();

        // then: long before the next regular one
        client.heartbeats().awaits();
        assertThat(since(failingNanos)).isLessThan(INTERVAL.plus(TIMEOUT));
    }

    @Test
    void s14_027_shouldRefuseAPingOfAnUnknownConnection(ServerUnderTest server) {
        // given
        StanPeer client = server.client();

        // then
        assertThat(client.pings("nobody")).isEqualTo(Refusal.CLIENT_REPLACED.text());
        assertThat(client.pings()).isEmpty();
    }

    @Test
    void s14_028_shouldNotAnswerAPingWithoutMeaning(ServerUnderTest server) {
        // given
        StanPeer client = server.client();

        // when
        var answersToEmpty = client.startsToPing(Encoded.empty());
        var answersToDummy = client.startsToPing(Encoded.dummy());
        assertThat(client.pings()).isEmpty();

        // then
        answersToEmpty.stayAway();
        answersToDummy.stayAway();
    }

    @Test
    void s14_029_shouldTellAClosedClientThatPings(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        assertThat(client.closes()).isEmpty();

        // then
        assertThat(client.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
    }

    @Test
    void s14_031_shouldRefuseACloseRequestThatNamesNoClient(ServerUnderTest server) {
        // given
        StanPeer client = server.client();

        // then
        assertThat(client.closes(server.newName())).isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(client.closes("")).isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(client.asksToClose(Encoded.empty())).isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
        assertThat(client.asksToClose(Encoded.dummy()))
                .isEqualTo(Refusal.INVALID_CLOSE_REQUEST.text());
        assertThat(client.pings()).isEmpty();
    }

    @Test
    void s14_032_shouldRefuseTheSecondCloseRequest(ServerUnderTest server) {
        // given
        StanPeer client = server.client();
        assertThat(client.closes()).isEmpty();

        // then
        assertThat(client.closes()).isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
    }

    @Test
    void s14_033_shouldStoreWhatWasPublishedBeforeTheCloseRequest(ServerUnderTest server) {
        // given
        int count = 1000;
        StanPeer client = server.client();
        String channel = server.newName();
        for (int i = 1; i <= count; i++) {
            client.startsToPublish(client.message(channel, "message " + i));
        }

        // when
        assertThat(client.closes()).isEmpty();

        // then
        client.awaitsPubAcks(count);
        Subscriber reader =
                server.client().subscribesAndAcknowledges(Subscribing.to(channel).fromFirst());
        assertThat(reader.awaitsMessages(count))
                .extracting(Delivered::data)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).mapToObj(i -> "message " + i).toList());
    }

    private static Duration since(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
