package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.TimeSource;
import dev.stanchion.server.testing.EventSocket;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.JsonTree;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders and filters of the list of channels. */
class ChannelListIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private final LaterPages time = new LaterPages();
    private StanchionServer server;
    private StreamingSocket publisher;

    /** Pages see a time of day that is ahead, so that messages seem to have waited for long. */
    private static final class LaterPages implements TimeSource {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return Clock.systemUTC().instant().plus(ahead);
                }
            };
        }

        @Override
        public ShardExecutor steer(ShardExecutor shard) {
            return shard;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .time(time)
                                .policies(PolicyText.parse("tickets:*=max_deliveries:1"))
                                .build());
        publisher = StreamingSocket.connect(server.port(), "test-cluster", "publisher");
    }

    @AfterEach
    void stop() throws IOException {
        publisher.close();
        server.close();
    }

    private void publish(String channel) throws IOException {
        publisher.publish(channel, "guid", "data");
        publisher.awaitPubAck();
    }

    private Answer answer(String query) {
        return HttpExchange.of(server.monitoringPort(), "GET /api/v1/channels?" + query).send();
    }

    private List<Map<String, Object>> rows(String query) {
        Answer answer = answer(query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        DOCUMENT.requireAsDocumented("listChannels", answer);
        return JsonTree.asList(JsonTree.object(answer.text()).get("items")).stream()
                .map(JsonTree::asObject)
                .toList();
    }

    private List<String> names(String query) {
        return rows(query).stream().map(row -> (String) row.get("name")).toList();
    }

    @Test
    void shouldSortByTheLastPublishAndGoOnWithTheNextPage() throws IOException {
        // given
        publish("b");
        publish("a");
        publish("c");
        StreamingSocket listener =
                StreamingSocket.connect(server.port(), "test-cluster", "listener");
        listener.subscribe("never", "group");

        // then
        assertThat(names("sort=-lastPublish")).containsExactly("c", "a", "b", "never");
        assertThat(names("sort=lastPublish&limit=2")).containsExactly("never", "b");
        String next =
                String.valueOf(
                        JsonTree.object(answer("sort=lastPublish&limit=2").text()).get("next"));
        assertThat(names("sort=lastPublish&limit=2&after=" + next)).containsExactly("a", "c");
        assertThat(rows("sort=lastPublish").getFirst()).doesNotContainKey("lastPublish");
        assertThat(names("sort=-positions&limit=1")).containsExactly("never");
        assertThat(names("sort=firstSequence&limit=1")).containsExactly("never");
        listener.close();
    }

    @Test
    void shouldFilterByTheBeginningOfTheName() throws IOException {
        // given
        publish("tickets:created");
        publish("tickets:updated");
        publish("old-tickets:created");

        // then
        assertThat(names("prefix=Tickets:")).containsExactly("tickets:created", "tickets:updated");
        assertThat(names("prefix=tickets:&q=UPDATED&sort=-messages"))
                .containsExactly("tickets:updated");
        assertThat(names("prefix=nobody")).isEmpty();
        assertThat(answer("stuck=perhaps").status()).isEqualTo(422);
    }

    @Test
    void shouldFilterWhatStandsStill() throws IOException {
        // given
        try (StreamingSocket worker =
                StreamingSocket.connect(server.port(), "test-cluster", "worker")) {
            worker.subscribe("orders:created", "orders");
            publish("orders:created");
            publish("nobody:listens");
            worker.awaitUnacknowledged();
            assertThat(names("stuck=true")).isEmpty();

            // when
            time.ahead = Duration.ofMinutes(1);

            // then
            assertThat(names("stuck=true")).containsExactly("orders:created");
            assertThat(names("stuck=true&sort=-lagSeconds")).containsExactly("orders:created");
            assertThat(names("stuck=true&parked=true")).isEmpty();
            try (EventSocket stream =
                    HttpExchange.of(
                                    server.monitoringPort(),
                                    "GET /api/v1/events?topics=channels&stuck=true")
                            .open()) {
                EventSocket.Event event = stream.next().orElseThrow();
                assertThat(event.data()).contains("orders:created").doesNotContain("nobody");
            }
        }
    }

    @Test
    void shouldCountWhatIsParked() throws IOException {
        // given
        publish("quiet");
        try (StreamingSocket survivor =
                StreamingSocket.connect(server.port(), "test-cluster", "survivor")) {
            try (StreamingSocket victim =
                    StreamingSocket.connect(server.port(), "test-cluster", "victim")) {
                victim.subscribe("tickets:created", "orders");
                publish("tickets:created");
                survivor.subscribe("tickets:created", "orders");
            }

            // then
            await().untilAsserted(() ->
                    assertThat(names("parked=true")).containsExactly("tickets:created"));
            assertThat(rows("sort=-parked"))
                    .extracting(row -> row.get("name") + " " + row.get("parked"))
                    .startsWith("tickets:created 1")
                    .contains("quiet 0", "tickets:created.parked 0");
            assertThat(names("sort=parked")).endsWith("tickets:created");
        }
    }
}
