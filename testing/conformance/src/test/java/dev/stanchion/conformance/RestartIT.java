package dev.stanchion.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.conformance.peer.Delivered;
import dev.stanchion.conformance.peer.StanPeer;
import dev.stanchion.conformance.peer.Subscriber;
import dev.stanchion.conformance.peer.Subscribing;
import dev.stanchion.conformance.server.Flags;
import dev.stanchion.conformance.server.ServerProcess;
import dev.stanchion.conformance.server.ServerUnderTest;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.Refusal;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Section "Restart", as far as it concerns the memory store. Source: {@code spec/streaming.md}
 * 11.3. Each test has a process of its own.
 */
class RestartIT {
    private static final int TERMINATED = 128 + 15;

    @Test
    void s14_161_shouldKnowNothingAfterARestartInMemory() throws InterruptedException {
        String channel = "s14_161";
        try (ServerProcess before = ServerProcess.start(Flags.USUAL);
                var clients = new ServerUnderTest(before, channel)) {
            // given
            StanPeer unaware = clients.client();
            Subscriber subscriber = unaware.subscribes(Subscribing.to(channel));
            before.terminates();

            // when
            try (ServerProcess after = ServerProcess.startOn(before.port(), Flags.USUAL);
                    var server = new ServerUnderTest(after, "s14_161-after")) {
                StanPeer client = unaware.over(server.nats());
                var inbox = client.nats().subscribes(subscriber.inbox());

                // then
                assertThat(client.asksToPublish(client.message(channel, "hello")).error())
                        .isEqualTo(Refusal.INVALID_PUBLISH_REQUEST.text());
                assertThat(client.pings()).isEqualTo(Refusal.CLIENT_REPLACED.text());
                assertThat(client.asksToSubscribe(Subscribing.to(channel)).error())
                        .isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
                assertThat(client.unsubscribes(channel, subscriber.ackInbox()))
                        .isEqualTo(Refusal.UNKNOWN_CHANNEL.text());
                assertThat(client.closes()).isEqualTo(Refusal.UNKNOWN_CLIENT_ID.text());
                server.client().publishes(channel, "created again");
                assertThat(client.closesSubscription(channel, subscriber.ackInbox()))
                        .isEqualTo(Refusal.INVALID_SUBSCRIPTION.text());
                subscriber.acknowledgesOver(client.nats(), 1);
                inbox.stayAway();
                assertThat(client.connects().pings()).isEmpty();
            }
        }
    }

    @DisabledIfSystemProperty(
            named = "conformance.external",
            matches = "true",
            disabledReason = "connections do not end with the server there")
    @Test
    void s14_163_shouldHaveStoredWhatItAcknowledgedWhenItIsShutDown() throws InterruptedException {
        String channel = "s14_163";
        try (ServerProcess process = ServerProcess.start(Flags.USUAL);
                var server = new ServerUnderTest(process, channel)) {
            // given: the stored messages are delivered to it before the acks leave
            StanPeer client = server.client();
            Subscriber witness =
                    client.subscribesAndAcknowledges(Subscribing.to(channel).maxInFlight(100_000));
            var publishing = Thread.ofVirtual().start(() -> publishUntilTheEnd(client, channel));
            int before = client.awaitsPubAcks(100).size();

            // when
            int exitCode = process.terminates();
            publishing.join();

            // then
            List<PubAck> acks = client.pubAcks().soFar();
            List<Delivered> stored = witness.soFar();
            assertThat(exitCode).as("after SIGTERM").isEqualTo(TERMINATED);
            assertThat(acks).extracting(PubAck::error).allMatch(String::isEmpty);
            assertThat(stored)
                    .extracting(Delivered::sequence)
                    .startsWith(
                            LongStream.rangeClosed(1, before + acks.size())
                                    .boxed()
                                    .toArray(Long[]::new));
        }
    }

    private static void publishUntilTheEnd(StanPeer client, String channel) {
        try {
            while (true) {
                client.startsToPublish(client.message(channel, "hello"));
            }
        } catch (UncheckedIOException connectionLost) {
            // the server has ended
        }
    }
}
