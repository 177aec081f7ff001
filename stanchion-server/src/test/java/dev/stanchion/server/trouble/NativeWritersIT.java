package dev.stanchion.server.trouble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.server.Limits;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.StreamingSocket;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import io.nats.client.JetStream;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** JetStream clients that write to channels, beside streaming clients. */
class NativeWritersIT {
    private static final String SUBJECT = "stan.tickets.orders";

    @RegisterExtension private final Programs programs = new Programs();
    @TempDir private Path directory;

    private static ServerOptions.Builder withNativeWriters(NatsServer nats) {
        return Streams.options(
                nats.url(), JetStreamStoreOptions.DEFAULT.withNativeWriters("orders"::equals));
    }

    private static StreamingSocket connect(StanchionServer server) throws IOException {
        return StreamingSocket.connect(server.port(), Streams.CLUSTER, "orders-1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void shouldDeliverAtOnceWhatAJetStreamClientPublishes() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        try (StanchionServer server = Streams.start(withNativeWriters(nats));
                StreamingSocket client = connect(server);
                Operator writer = Operator.of(nats)) {
            client.subscribe("orders");
            JetStream streams = writer.connection().jetStream();

            // when
            for (int i = 1; i <= 50; i++) {
                assertThat(streams.publish(SUBJECT, bytes("native " + i)).getSeqno()).isEqualTo(i);
            }

            // then
            for (int i = 1; i <= 50; i++) {
                assertThat(client.awaitDelivery("orders")).isEqualTo(i + ":native " + i);
            }
        }
    }

    @Test
    void shouldKeepOneOrderOfWhatBothKindsOfClientsPublish() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        List<String> published = new ArrayList<>();
        try (StanchionServer server = Streams.start(withNativeWriters(nats));
                StreamingSocket client = connect(server);
                Operator writer = Operator.of(nats)) {
            client.subscribe("orders");
            JetStream streams = writer.connection().jetStream();

            List<CompletableFuture<PublishAck>> stored = new ArrayList<>();

            // when: neither waits for the other
            for (int i = 0; i < 200; i++) {
                client.publish("orders", "guid-" + i, "stan " + i);
                stored.add(streams.publishAsync(SUBJECT, bytes("native " + i)));
                published.add("stan " + i);
                published.add("native " + i);
            }

            // then
            List<String> delivered = new ArrayList<>();
            for (int sequence = 1; sequence <= published.size(); sequence++) {
                String[] parts = client.awaitDelivery("orders").split(":", 2);
                assertThat(parts[0]).isEqualTo(Integer.toString(sequence));
                delivered.add(parts[1]);
            }
            assertThat(delivered).containsExactlyInAnyOrderElementsOf(published);
            assertThat(stored).allMatch(each -> !each.isCompletedExceptionally());
            assertThat(delivered.stream().filter(each -> each.startsWith("native")))
                    .containsExactlyElementsOf(
                            published.stream().filter(each -> each.startsWith("native")).toList());
            assertThat(delivered.stream().filter(each -> each.startsWith("stan")))
                    .containsExactlyElementsOf(
                            published.stream().filter(each -> each.startsWith("stan")).toList());
            for (long sequence = 1; sequence <= published.size(); sequence++) {
                assertThat(
                                new String(
                                        writer.streams()
                                                .getMessage("STAN+tickets+orders", sequence)
                                                .getData(),
                                        UTF_8))
                        .isEqualTo(delivered.get((int) sequence - 1));
            }
            assertThat(HttpExchange.of(server.monitoringPort(), "GET /metrics").send().text())
                    .containsPattern(
                            "stanchion_jetstream_foreign_inserts_total\\{server=\"tickets\"\\} 200");
        }
    }

    @Test
    void shouldNotDeleteAChannelToWhichOnlyOthersWrite() throws Exception {
        // given
        NatsServer nats = Streams.nats(programs, directory);
        Limits limits = Limits.DEFAULT.withMaxInactivity(Duration.ofSeconds(2));
        try (StanchionServer server = Streams.start(withNativeWriters(nats).limits(limits));
                StreamingSocket client = connect(server);
                Operator writer = Operator.of(nats)) {
            client.publish("orders", "guid-1", "stan");
            client.awaitPubAck();
            JetStream streams = writer.connection().jetStream();

            // when
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> streams.publish(SUBJECT, bytes("native")).getSeqno() == 10);

            // then
            client.subscribe("orders");
            assertThat(client.awaitDelivery("orders")).isEqualTo("1:stan");
            assertThat(client.awaitDelivery("orders")).isEqualTo("2:native");
        }
    }
}
