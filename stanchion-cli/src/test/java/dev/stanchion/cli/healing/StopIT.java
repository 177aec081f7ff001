package dev.stanchion.cli.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.ClientEvent;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.ConnectionListener;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import dev.stanchion.protocol.ConnectResponse;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client that ends while there is no server: it does not wait for answers. Each time limit of
 * these clients is longer than a test may last, so a test that waits for one fails.
 */
@Timeout(60)
class StopIT {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final String channel = StreamingClients.newChannel();
    private final CountDownLatch broken = new CountDownLatch(1);
    private final CountDownLatch lost = new CountDownLatch(1);

    @Test
    void shouldCloseAClientWithoutWaitingForAServerThatIsGone() throws Exception {
        // given
        TestServer server = TestServer.start();
        StreamingClient client =
                StreamingClient.builder(StreamingClients.CLUSTER)
                        .url(server.url())
                        .pings(LONG, 10)
                        .requestTimeout(LONG)
                        .publishAckTimeout(LONG)
                        .listener(event -> {
                            if (event instanceof ClientEvent.Disconnected) {
                                broken.countDown();
                            }
                        })
                        .build();
        Subscription subscription =
                client.subscribe(channel, SubscriptionOptions.defaults(), message -> {});
        server.close();
        assertThat(broken.await(30, TimeUnit.SECONDS)).isTrue();
        var waiting = client.publishAsync(channel, StreamingClients.bytes("never stored"));

        // when
        try {
            subscription.close();
        } catch (StreamingException e) {
            assertThat(e).hasMessageContaining("not confirmed, there is no connection");
        }
        client.close();

        // then
        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void shouldEndTheWaitForTheServerWhenTheServerEndsMeanwhile() throws Exception {
        // given: a streaming server that takes close requests and does not answer
        TestServer server = TestServer.start();
        CountDownLatch asked = new CountDownLatch(1);
        Connection silent = Nats.connect(server.url());
        try {
            silent.createDispatcher(request ->
                            silent.publish(request.getReplyTo(), registered("silent.close")))
                    .subscribe("silent.discover." + StreamingClients.CLUSTER);
            silent.createDispatcher(request -> asked.countDown()).subscribe("silent.close");
            silent.flush(Duration.ofSeconds(30));
            StreamingConnection connection =
                    StreamingConnection.connect(
                            options(server).discoverPrefix("silent.discover").build());

            // when
            Thread closing = Thread.ofVirtual().start(connection::close);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            server.close();

            // then
            closing.join();
            assertThat(connection.isOpen()).isFalse();
        } finally {
            silent.close();
        }
    }

    private static byte[] registered(String closeRequests) {
        return new ConnectResponse("p", "s", "u", closeRequests, "", "c", "", 0, 0, 1).toBytes();
    }

    @Test
    void shouldHaveLeftNatsWhenCloseReturnsAfterALoss() throws Exception {
        // given
        try (TestServer server = TestServer.start()) {
            StreamingConnection connection = StreamingConnection.connect(options(server).build());

            // when: whoever connects again must not meet the heartbeat inbox of before
            connection.natsConnection().close();
            assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
            connection.close();

            // then
            StreamingConnection.connect(options(server).build()).close();
        }
    }

    private ConnectOptions.Builder options(TestServer server) {
        return ConnectOptions.builder(StreamingClients.CLUSTER, ClientId.fixed("stopping"))
                .url(server.url())
                .pings(LONG, 10)
                .requestTimeout(LONG)
                .listener(
                        new ConnectionListener() {
                            @Override
                            public void onDisconnected() {
                                broken.countDown();
                            }

                            @Override
                            public void onLost(StreamingException reason) {
                                lost.countDown();
                            }
                        });
    }
}
