package dev.stanchion.cli.connection;

import static dev.stanchion.cli.testing.StreamingClients.CLUSTER;
import static dev.stanchion.cli.testing.StreamingClients.FROM_FIRST;
import static dev.stanchion.cli.testing.StreamingClients.bytes;
import static dev.stanchion.cli.testing.StreamingClients.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.cli.testing.Forgetting;
import dev.stanchion.cli.testing.Received;
import dev.stanchion.cli.testing.StreamingClients;
import dev.stanchion.cli.testing.TestServer;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.ConnectionListener;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.kit.network.Proxy;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client is told when its connection is gone, and when it goes on by itself. */
@Timeout(60)
class ConnectionLossIT {
    @RegisterExtension static final StreamingClients clients = new StreamingClients();

    private final String channel = StreamingClients.newChannel();

    @Test
    void shouldReportInTheServersWordsThatItNoLongerKnowsTheClient() throws Exception {
        // given
        LossRecorder losses = new LossRecorder();
        try (Forgetting forgetting = Forgetting.at(clients.server().url())) {
            StreamingConnection connection =
                    clients.connect(
                            ConnectOptions.builder(CLUSTER, ClientId.random())
                                    .pings(Duration.ofMillis(50), 1000)
                                    .listener(losses));

            // when
            forgetting.forget(connection.clientId());

            // then
            StreamingException reason = losses.next();
            assertThat(reason.kind()).isEqualTo(Kind.LOST);
            assertThat(reason.serverError())
                    .contains("client has been replaced or is no longer registered");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void shouldReportTheLossWhenTheServerFallsSilent() throws Exception {
        // given
        LossRecorder losses = new LossRecorder();
        StreamingConnection connection;
        try (TestServer shortLived = TestServer.start()) {
            connection =
                    StreamingConnection.connect(
                            ConnectOptions.builder(CLUSTER, ClientId.random())
                                    .url(shortLived.url())
                                    .pings(Duration.ofMillis(200), 3)
                                    .listener(losses)
                                    .build());
        }

        // when
        StreamingException reason = losses.next();

        // then
        assertThat(reason).hasMessageContaining("stan: connection lost due to PING failure");
        assertThat(reason.serverError()).isEmpty();
        assertThat(losses.disconnections).hasValue(1);
        assertThatThrownBy(() -> connection.publish(channel, bytes("x")))
                .isInstanceOf(StreamingException.class)
                .hasMessageStartingWith("connection lost");
    }

    @Test
    void shouldGoOnByItselfWhenTheTcpConnectionBreaks() throws Exception {
        // given
        LossRecorder losses = new LossRecorder();
        try (Proxy proxy = Proxy.start("127.0.0.1", clients.server().port());
                StreamingConnection connection =
                        StreamingConnection.connect(
                                ConnectOptions.builder(CLUSTER, ClientId.random())
                                        .url(proxy.url())
                                        .listener(losses)
                                        .build())) {
            Received received = new Received();
            connection.subscribe(channel, FROM_FIRST, received);
            publish(connection, channel, "before");
            received.next();

            // when
            proxy.breakConnections();
            assertThat(losses.reconnected.tryAcquire(15, TimeUnit.SECONDS)).isTrue();
            publish(connection, channel, "after");

            // then
            assertThat(received.next().text()).isEqualTo("after");
            assertThat(losses.reasons).isEmpty();
        }
    }

    private static final class LossRecorder implements ConnectionListener {
        private final BlockingQueue<StreamingException> reasons = new LinkedBlockingQueue<>();
        private final AtomicInteger disconnections = new AtomicInteger();
        private final Semaphore reconnected = new Semaphore(0);

        @Override
        public void onDisconnected() {
            disconnections.incrementAndGet();
        }

        @Override
        public void onReconnected() {
            reconnected.release();
        }

        @Override
        public void onLost(StreamingException reason) {
            reasons.add(reason);
        }

        StreamingException next() throws InterruptedException {
            StreamingException reason = reasons.poll(15, TimeUnit.SECONDS);
            assertThat(reason).as("loss within 15 s").isNotNull();
            return reason;
        }
    }
}
