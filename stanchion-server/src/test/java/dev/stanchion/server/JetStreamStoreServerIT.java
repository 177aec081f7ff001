package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps its messages in the streams of a nats-server. */
class JetStreamStoreServerIT {
    private static final String CHANNEL = "tickets:created";

    @RegisterExtension private final Programs programs = new Programs();

    @TempDir private Path directory;

    private NatsServer natsWithJetStream(String... more) {
        String[] flags = new String[3 + more.length];
        flags[0] = "-js";
        flags[1] = "-sd";
        flags[2] = directory.resolve("streams").toString();
        System.arraycopy(more, 0, flags, 3, more.length);
        NatsServer nats = NatsServer.start(programs, flags);
        nats.requireMinorVersion(14);
        return nats;
    }

    private static StanchionServer start(String url) {
        return StanchionServer.start(
                ServerOptions.builder()
                        .clusterId("tickets")
                        .externalNats(ExternalNats.of(url))
                        .store(new StoreChoice.JetStream(JetStreamStoreOptions.DEFAULT))
                        .build());
    }

    @Test
    void shouldGoOnWithItsClientsAndMessagesAfterARestart() throws IOException {
        // given
        NatsServer nats = natsWithJetStream();
        StreamingSocket before;
        try (StanchionServer server = start(nats.url());
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), "tickets", "orders")) {
            before = client;
            client.subscribe(CHANNEL);
            client.publish(CHANNEL, "guid-1", "before");
            client.awaitPubAck();
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("1:before");
        }

        // when
        try (StanchionServer server = start(nats.url());
                StreamingSocket client = before.reconnect(server.port())) {
            client.publish(CHANNEL, "guid-2", "after");

            // then
            assertThat(client.awaitPubAck()).isEqualTo("guid-2");
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("2:after");
            assertThat(client.ping()).isEmpty();
        }
    }

    @Test
    void shouldRefuseASecondServerAndNameTheFirst() {
        // given
        NatsServer nats = natsWithJetStream();
        try (StanchionServer first = start(nats.url())) {
            assertThat(first.port()).isEqualTo(nats.port());

            // when // then
            assertThatThrownBy(() -> start(nats.url()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another server uses it: ")
                    .hasMessageContaining(", process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldRefuseAServerWithoutJetStream() {
        // given
        NatsServer nats = NatsServer.start(programs);
        nats.requireMinorVersion(14);

        // when // then
        assertThatThrownBy(() -> start(nats.url()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("JetStream is not enabled for this account at 127.0.0.1:");
    }

    @Test
    void shouldRefuseAServerThatIsTooOld() {
        // given: it announces a version without fast batches
        try (var old =
                new dev.stanchion.nats.NatsServer(
                        NatsServerOptions.defaults()
                                .withHost("127.0.0.1")
                                .withPort(0)
                                .withLoops(1))) {
            old.start();
            int port = old.listen().getPort();

            // when // then
            assertThatThrownBy(() -> start("nats://127.0.0.1:" + port))
                    .isInstanceOf(StartException.class)
                    .hasMessageMatching(
                            ".*nats-server \\S+ at 127.0.0.1:%d has no fast batches; JetStream store"
                                            .formatted(port)
                                    + " needs 2.14 or newer on every server");
        }
    }

    @Test
    void shouldNameWhatItsUserMayNotDo() throws IOException {
        // given
        Path file =
                Files.writeString(
                        directory.resolve("nats.conf"),
                        """
                        authorization { users [ { user: u, password: p, permissions {
                          publish: { deny: "$JS.API.STREAM.CREATE.>" }
                        } } ] }
                        """);
        NatsServer nats = natsWithJetStream("-c", file.toString());

        // when // then
        assertThatThrownBy(() -> start("nats://u:p@127.0.0.1:" + nats.port()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("$JS.API.STREAM.CREATE.KV_STAN_tickets")
                .hasMessageContaining("grant this user: publish and subscribe to $JS.API.>");
    }

    @Test
    void shouldRefuseToStartWithoutTheUrlsOfTheCluster() {
        assertThatThrownBy(() ->
                        StanchionServer.start(
                                ServerOptions.builder()
                                        .store(
                                                new StoreChoice.JetStream(
                                                        JetStreamStoreOptions.DEFAULT))
                                        .build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ns is missing");
    }
}
