package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.testing.EventSocket;
import dev.stanchion.server.testing.EventSocket.Event;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where messages go, over all channels. */
class FlowIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private StanchionServer server;
    private StreamingSocket publisher;
    private StreamingSocket worker;

    @BeforeEach
    void start() throws IOException {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .channelLimits(
                                        Map.of(
                                                "tickets:created",
                                                limits -> limits.withMaxMessages(7)))
                                .policies(PolicyText.parse("tickets:*=max_deliveries:5"))
                                .build());
        publisher = StreamingSocket.connect(server.port(), "test-cluster", "tickets-1");
        worker = StreamingSocket.connect(server.port(), "test-cluster", "orders-1");
        worker.subscribe("tickets:created", "orders-service");
        publish("tickets:created");
        worker.awaitUnacknowledged();
        publish("quiet");
    }

    @AfterEach
    void stop() throws IOException {
        publisher.close();
        worker.close();
        server.close();
    }

    private void publish(String channel) throws IOException {
        publisher.publish(channel, "guid", "data");
        publisher.awaitPubAck();
    }

    private String get(String operation, String path) {
        Answer answer = exchange(path).send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer.text();
    }

    private HttpExchange exchange(String path) {
        return HttpExchange.of(server.monitoringPort(), "GET /api/v1" + path);
    }

    @Test
    void shouldShowWhoPublishesAndWhoListens() {
        // when
        String flow = get("getFlow", "/flow");

        // then
        assertThat(flow)
                .contains("\"publishers\":[{\"clientId\":\"tickets-1\",\"last\":\"")
                .contains("\"id\":\"tickets:created group:orders-service\"")
                .contains("\"inFlight\":1")
                .contains("\"members\":1,\"clients\":[\"orders-1\"]")
                .contains("\"total\":2");
        assertThat(get("getChannel", "/channels/tickets:created"))
                .contains("\"publishers\":[{\"clientId\":\"tickets-1\"");
    }

    @Test
    void shouldListThePositionsOfAllChannels() throws IOException {
        // given
        worker.subscribe("quiet", "audit");

        // then
        assertThat(get("listEveryPosition", "/positions?sort=-lagSeconds&limit=1"))
                .contains("\"total\":2", "\"next\":\"");
        assertThat(get("listEveryPosition", "/positions?q=AUDIT"))
                .contains("\"id\":\"quiet group:audit\"", "\"state\":\"up-to-date\"")
                .doesNotContain("orders-service");
        assertThat(exchange("/positions?sort=colour").send().status()).isEqualTo(422);
    }

    @Test
    void shouldShowWhichLimitsHold() {
        assertThat(get("getSettings", "/channels/tickets:created/settings"))
                .contains("\"pattern\":\"tickets:created\",\"maxMessages\":7", "\"policies\":[{")
                .contains("\"key\":\"max_deliveries\",\"value\":\"5\"");
        assertThat(get("getSettings", "/channels/quiet/settings"))
                .contains("\"maxMessages\":1000000", "\"policies\":[]")
                .doesNotContain("pattern");
    }

    @Test
    void shouldCountWhatEachClientPublishesAndEachMemberAcknowledges() throws IOException {
        // given
        String group = "/channels/tickets:created/groups/orders-service";
        assertThat(get("getGroup", group))
                .contains("\"acknowledgements\":0,\"sentAgain\":0,\"address\":\"127.0.0.1:");

        // when
        worker.acknowledge(worker.ackInbox(), "tickets:created", 1);
        worker.awaitPong();

        // then
        assertThat(get("getGroup", group)).contains("\"acknowledgements\":1");
        assertThat(get("getClient", "/clients/tickets-1")).contains("\"published\":2");
        assertThat(get("listClients", "/clients")).contains("\"published\":0", "\"published\":2");
        try (EventSocket stream =
                exchange("/events?topics=group:tickets:created/orders-service").open()) {
            await(stream, "group:tickets:created/orders-service", "\"ackedPerSecond\":0.0");
        }
    }

    @Test
    void shouldShowBothLive() throws IOException {
        try (EventSocket stream = exchange("/events?topics=flow,positions&sort=-channel").open()) {
            await(stream, "flow", "\"snapshot\":true");
            await(stream, "positions", "sentPerSecond");
            publish("tickets:created");
            await(stream, "flow", "\"lastSequence\":2");
            await(stream, "positions", "\"inFlight\":2");
        }
    }

    private static void await(EventSocket stream, String name, String text) throws IOException {
        Event event = stream.next().orElseThrow();
        while (!event.name().equals(name) || !event.data().contains(text)) {
            event = stream.next().orElseThrow();
        }
    }
}
