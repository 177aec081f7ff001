package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.activity.Manner;
import dev.stanchion.activity.Pace;
import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.wire.RawClient;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

    /** Starts a server that follows if another one is active. */
    private static StanchionServer follow(String url) {
        return StanchionServer.start(options(url).build());
    }

    /** Starts a server that refuses to be beside another one. */
    private static StanchionServer start(String url) {
        return StanchionServer.start(
                options(url)
                        .ftGroup(FtGroup.ofClusterId(Pace.DEFAULT_SILENCE, Manner.ALONE))
                        .build());
    }

    private static ServerOptions.Builder options(String url) {
        return ServerOptions.builder()
                .clusterId("tickets")
                .externalNats(ExternalNats.of(url))
                .monitoringPort(0)
                .store(new StoreChoice.JetStream(JetStreamStoreOptions.DEFAULT));
    }

    private static void purgeLease(NatsServer nats) throws IOException {
        try (RawClient operator =
                RawClient.connect(new InetSocketAddress("127.0.0.1", nats.port()))) {
            String filter = "{\"filter\":\"$KV.STAN_tickets.lease\"}";
            operator.publish(
                    "$JS.API.STREAM.PURGE.KV_STAN_tickets",
                    filter.getBytes(StandardCharsets.US_ASCII));
            operator.flush();
        }
    }

    private static String page(StanchionServer server, String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.monitoringPort() + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.sendAsync(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .join()
                    .body();
        }
    }

    private static void awaitActive(StanchionServer server) {
        await().atMost(Duration.ofSeconds(20)).until(server::isActive);
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
                    .hasMessageContaining(
                            "another server uses it: process %d (host "
                                    .formatted(ProcessHandle.current().pid()));
        }
    }

    @Test
    void shouldFollowTheFirstServerAndTakeOverFromIt() throws IOException {
        // given
        NatsServer nats = natsWithJetStream();
        StanchionServer first = follow(nats.url());
        awaitActive(first);
        try (StanchionServer second = follow(nats.url());
                StreamingSocket client =
                        StreamingSocket.connect(nats.port(), "tickets", "orders")) {
            client.subscribe(CHANNEL);
            client.publish(CHANNEL, "guid-1", "before");
            client.awaitPubAck();
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("1:before");
            assertThat(second.isActive()).isFalse();
            assertThat(page(first, "/metrics"))
                    .contains("stanchion_ha_active{server=\"tickets\"} 1")
                    .contains("stanchion_jetstream_messages_total{")
                    .doesNotContain(
                            "stanchion_jetstream_round_trip_seconds_count{server=\"tickets\"} 0")
                    .contains(
                            "stanchion_jetstream_recoveries_total{server=\"tickets\",cause=\"silence\"} 0")
                    .contains("stanchion_jetstream_streams_unanswered{server=\"tickets\"} 0");
            assertThat(page(second, "/metrics"))
                    .contains("stanchion_ha_active{server=\"tickets\"} 0")
                    .contains(
                            "stanchion_ha_info{server=\"tickets\",role=\"following\",active=\"process ")
                    .contains("stanchion_ha_lag_sequences{")
                    .doesNotContain("stanchion_ha_read_timestamp_seconds{server=\"tickets\"} 0\n");
            assertThat(page(second, "/stanchion/ha"))
                    .contains("\"role\": \"following\"")
                    .contains("\"active\": \"process " + ProcessHandle.current().pid());

            // when
            first.close();
            awaitActive(second);
            client.publish(CHANNEL, "guid-2", "after");

            // then
            assertThat(client.awaitPubAck()).isEqualTo("guid-2");
            assertThat(client.awaitDelivery(CHANNEL)).isEqualTo("2:after");
        }
    }

    @Test
    void shouldEndWhenAnotherServerHasTakenTheLeaseIfItDoesNotFollow() throws IOException {
        // given
        NatsServer nats = natsWithJetStream();
        try (StanchionServer first = start(nats.url())) {
            CompletableFuture<StartException> failure = new CompletableFuture<>();
            first.failure().thenAccept(failure::complete);

            // when: an operator removes the lease
            purgeLease(nats);

            // then
            assertThat(failure)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .satisfies(why -> assertThat(why).hasMessageContaining("given it back"));
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
