package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.engine.policy.PolicyText;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.JsonTree;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parked messages over the API. A lost connection is the quickest attempt that fails. */
class ParkedIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
    private static final String PARKED = "/api/v1/channels/tickets%3Acreated/parked";

    @TempDir private Path folder;

    private StanchionServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .policies(PolicyText.parse("tickets:*=max_deliveries:1"))
                                .admin(AdminOptions.DEFAULT.withTokenDirectory(folder))
                                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer checked(String operation, String line, String body) throws IOException {
        int port = server.monitoringPort();
        HttpExchange exchange =
                HttpExchange.of(port, line)
                        .bearer(Files.readString(folder.resolve("admin-token-" + port)).strip());
        if (!body.isEmpty()) {
            exchange.json(body).header("If-Match", "*");
        }
        Answer answer = exchange.send();
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer;
    }

    private long open() throws IOException {
        Answer answer = checked("listParked", "GET " + PARKED, "");
        return answer.status() == 200
                ? (Long) JsonTree.object(answer.text()).getOrDefault("open", -1L)
                : -1;
    }

    @Test
    void shouldListShowRedriveAndDrop() throws IOException {
        // given
        assertThat(open()).isEqualTo(-1); // there is no channel yet
        try (StreamingSocket survivor = connect("survivor")) {
            try (StreamingSocket victim = connect("victim")) {
                victim.subscribe("tickets:created", "orders");
                victim.publish("tickets:created", "guid", "poison");
                victim.awaitPubAck();
                survivor.subscribe("tickets:created", "orders");
                assertThat(open()).isZero();
            }

            // when
            await().until(() -> open() == 1);

            // then
            Answer list = checked("listParked", "GET " + PARKED, "");
            assertThat(list.text())
                    .contains("group:orders", "1 attempt", "victim")
                    .doesNotContain("poison");
            assertThat(HttpExchange.of(server.monitoringPort(), "GET /metrics").send().text())
                    .containsPattern(
                            "stanchion_parked_messages\\{.*channel=\"tickets:created\",group=\"orders\",reason=\"attempts\"} 1\n");
            assertThat(checked("getParked", "GET " + PARKED + "/1", "").text()).contains("poison");
            assertThat(checked("getParked", "GET " + PARKED + "/2", "").status()).isEqualTo(404);

            // when
            Answer redriven =
                    checked("redriveParked", "POST " + PARKED + "/redrive", "{\"sequences\":[1]}");

            // then
            assertThat(redriven.text()).contains("sent again to group:orders");
            assertThat(open()).isZero();
            Answer dropped =
                    checked("dropParked", "POST " + PARKED + "/drop", "{\"sequences\":[1]}");
            assertThat(dropped.status()).isEqualTo(422);
        }
    }

    @Test
    void shouldParkByHandWithTheReasonOfTheOperator() throws IOException {
        // given
        try (StreamingSocket worker = connect("worker")) {
            worker.subscribe("tickets:created", "orders");
            worker.publish("tickets:created", "guid", "poison");
            worker.awaitPubAck();
            String skip = "POST /api/v1/channels/tickets%3Acreated/groups/orders/skip";

            // when
            Answer alone = checked("skipInGroup", skip, "{\"sequences\":[1],\"reason\":\"x\"}");
            Answer parked =
                    checked(
                            "skipInGroup",
                            skip,
                            "{\"sequences\":[1],\"park\":true,\"reason\":\"wrong id\"}");

            // then
            assertThat(alone.status()).isEqualTo(422);
            assertThat(parked.status()).as(parked.text()).isEqualTo(200);
            assertThat(parked.text()).contains("is parked in tickets:created.parked");
            assertThat(checked("listParked", "GET " + PARKED, "").text()).contains("wrong id");
            assertThat(HttpExchange.of(server.monitoringPort(), "GET /metrics").send().text())
                    .contains("group=\"orders\",reason=\"operator\"} 1");
        }
    }

    private StreamingSocket connect(String clientId) throws IOException {
        return StreamingSocket.connect(server.port(), "test-cluster", clientId);
    }
}
