package dev.stanchion.server.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.ExternalNats;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.StartException;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Streams and buckets that somebody deletes, and an account that is full. */
class StreamsTroubleIT {
    private static final String STREAM = "STAN+tickets+orders";
    private static final String BUCKET = "KV_STAN_tickets";

    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;

    private static StreamingSocket connect(StanchionServer server) throws IOException {
        return StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-1");
    }

    private static void store(StreamingSocket client, String channel, String data)
            throws IOException {
        client.publish(channel, "guid-" + data, data);
        assertThat(client.awaitPubAck()).isEqualTo("guid-" + data);
    }

    private static void delete(NatsServer nats, String stream)
            throws IOException, JetStreamApiException {
        try (Operator operator = Operator.of(nats)) {
            operator.streams().deleteStream(stream);
        }
    }

    @Test
    void shouldRefuseAChannelWhoseStreamIsDeletedWhileItRunsAndServeTheOthers() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client = connect(server)) {
            store(client, "orders", "a");
            store(client, "payments", "b");

            // when
            delete(nats, STREAM);

            // then
            client.publish("orders", "guid-c", "c");
            assertThatThrownBy(client::awaitPubAck)
                    .hasMessageContaining("stream " + STREAM + " is gone: somebody has deleted it");
            store(client, "payments", "d");
        }
    }

    @Test
    void shouldRefuseAChannelWhoseStreamIsDeletedWhileItIsStopped() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client = connect(server)) {
            store(client, "orders", "a");
            store(client, "payments", "b");
        }

        // when
        delete(nats, STREAM);

        // then
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-2")) {
            client.publish("orders", "guid-c", "c");
            assertThatThrownBy(client::awaitPubAck)
                    .hasMessageContaining("stream " + STREAM + " is gone: somebody has deleted it");
            store(client, "payments", "d");
        }
    }

    @Test
    void shouldGoOnWithMessagesAndSayThatItRemembersNothingIfTheBucketIsDeleted() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client = connect(server)) {
            store(client, "orders", "a");

            // when
            delete(nats, BUCKET);

            // then
            store(client, "orders", "b");
            assertThatThrownBy(() ->
                            StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-2"))
                    .hasMessageContaining("stream " + BUCKET + " is gone: somebody has deleted it");
        }
    }

    @Test
    void shouldRefuseToStartIfTheBucketIsDeletedAndThereAreStreams() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client = connect(server)) {
            store(client, "orders", "a");
        }

        // when
        delete(nats, BUCKET);

        // then
        assertThatThrownBy(() -> Streams.start(nats.url()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("bucket STAN_tickets is gone, and there are streams")
                .hasMessageContaining(STREAM)
                .hasMessageContaining("-js_state_from_streams");
    }

    @Test
    void shouldMakeADeletedBucketAnewFromTheStreamsIfItIsToldTo() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client = connect(server)) {
            store(client, "orders", "a");
            store(client, "payments", "b");
        }
        delete(nats, BUCKET);

        // when
        JetStreamStoreOptions anew = JetStreamStoreOptions.DEFAULT.withStateFromStreams(true);
        try (StanchionServer server = Streams.start(Streams.options(nats.url(), anew));
                StreamingSocket client = connect(server)) {
            // then
            store(client, "orders", "c");
            client.subscribe("orders");
            assertThat(client.awaitDelivery("orders")).isEqualTo("1:a");
            assertThat(client.awaitDelivery("orders")).isEqualTo("2:c");
        }
        try (StanchionServer server = Streams.start(nats.url());
                StreamingSocket client =
                        StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-2")) {
            client.subscribe("payments");
            assertThat(client.awaitDelivery("payments")).isEqualTo("1:b");
        }
    }

    @Test
    void shouldRefusePublishesWhileTheAccountIsFullAndGoOnReading() throws Exception {
        // given
        Path file =
                Files.writeString(
                        directory.resolve("nats.conf"),
                        """
                        accounts { A {
                          users: [ { user: u, password: p } ]
                          jetstream { max_file: 20000, max_memory: 0 }
                        } }
                        """);
        NatsServer nats = Streams.nats(programs, directory, "-c", file.toString());
        String url = "nats://u:p@127.0.0.1:" + nats.port();
        String data = "x".repeat(2000);
        try (StanchionServer server = Streams.start(url);
                StreamingSocket client =
                        StreamingSocket.connectAs(
                                server.port(), Streams.CLUSTER, "orders-1", "u", "p")) {
            // when
            int stored = 0;
            String refusal = "";
            while (refusal.isEmpty() && stored < 20) {
                client.publish("orders", "guid-" + stored, data);
                try {
                    client.awaitPubAck();
                    stored++;
                } catch (IOException e) {
                    refusal = String.valueOf(e.getMessage());
                }
            }

            // then
            assertThat(refusal).isEqualTo("append orders: resource limits exceeded for account");
            client.subscribe("orders");
            for (int i = 1; i <= stored; i++) {
                assertThat(client.awaitDelivery("orders")).isEqualTo(i + ":" + data);
            }
            try (Operator operator = Operator.of(url)) {
                operator.streams().purgeStream(STREAM);
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        client.publish("orders", "guid-again", "again");
                        assertThat(client.awaitPubAck()).isEqualTo("guid-again");
                    });
            assertThat(client.awaitDelivery("orders")).endsWith(":again");
        }
    }

    @Test
    void shouldNotDisturbAServerWithAnotherClusterId() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer tickets = Streams.start(nats.url());
                StanchionServer others =
                        Streams.start(Streams.options(nats.url()).clusterId("others"));
                StreamingSocket client = connect(tickets);
                StreamingSocket other =
                        StreamingSocket.connect(others.port(), "others", "orders-1")) {
            client.subscribe("orders");
            other.subscribe("orders");

            // when
            store(client, "orders", "a");
            store(other, "orders", "z");
            delete(nats, "STAN+others+orders");
            delete(nats, "KV_STAN_others");

            // then
            store(client, "orders", "b");
            assertThat(client.awaitDelivery("orders")).isEqualTo("1:a");
            assertThat(client.awaitDelivery("orders")).isEqualTo("2:b");
            assertThat(other.awaitDelivery("orders")).isEqualTo("1:z");
        }
    }

    @Test
    void shouldRefuseTheClusterIdOfAServerWithAnotherStore() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        ServerOptions memory =
                ServerOptions.builder()
                        .clusterId(Streams.CLUSTER)
                        .externalNats(ExternalNats.of(nats.url()))
                        .build();

        // when // then
        try (StanchionServer first = Streams.start(nats.url())) {
            assertThat(first.isActive()).isTrue();
            assertThatThrownBy(() -> StanchionServer.start(memory))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "discovered another streaming server with cluster ID \"tickets\"");
        }
        try (StanchionServer first = StanchionServer.start(memory)) {
            assertThat(first.isActive()).isTrue();
            assertThatThrownBy(() -> Streams.start(nats.url()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "discovered another streaming server with cluster ID \"tickets\"");
        }
    }
}
