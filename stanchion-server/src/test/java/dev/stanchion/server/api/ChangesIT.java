package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes over the API: planned, confirmed, refused, and what then happened. */
class ChangesIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
    private static final String CHANNEL = "/api/v1/channels/tickets%3Acreated";

    @TempDir private Path folder;

    private StanchionServer server;
    private StreamingSocket client;

    @BeforeEach
    void start() throws IOException {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(AdminOptions.DEFAULT.withTokenDirectory(folder))
                                .build());
        client = StreamingSocket.connect(server.port(), "test-cluster", "orders");
        publish(5);
    }

    private void publish(int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            client.publish("tickets:created", "guid", "data");
            client.awaitPubAck();
        }
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private HttpExchange call(String line) throws IOException {
        int port = server.monitoringPort();
        return HttpExchange.of(port, line)
                .bearer(Files.readString(folder.resolve("admin-token-" + port)).strip());
    }

    /** Asks, and checks that the answer is as the document says. */
    private static Answer checked(String operation, HttpExchange exchange) {
        Answer answer = exchange.send();
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer;
    }

    private static String type(Answer answer) {
        return String.valueOf(JsonTree.object(answer.text()).get("type"))
                .replace("/api/problems/", "");
    }

    private @Nullable Object messages() throws IOException {
        return JsonTree.object(call("GET " + CHANNEL).send().text()).get("messages");
    }

    private Answer purge(String query, String ifMatch, String body) throws IOException {
        HttpExchange exchange = call("POST " + CHANNEL + "/purge" + query).json(body);
        if (!ifMatch.isEmpty()) {
            exchange.header("If-Match", ifMatch);
        }
        return checked("purgeChannel", exchange);
    }

    @Test
    void shouldDoWhatThePlanSaid() throws IOException {
        // when
        Map<String, Object> plan =
                JsonTree.object(purge("?dry_run=true", "", "{\"upTo\":3}").text());

        // then: nothing has happened yet
        assertThat(plan).containsEntry("dryRun", true);
        assertThat(JsonTree.asObject(plan.get("effects"))).containsEntry("messagesRemoved", 3L);
        assertThat(messages()).isEqualTo(5L);

        // when
        Map<String, Object> result =
                JsonTree.object(purge("", "\"" + plan.get("state") + "\"", "{\"upTo\":3}").text());

        // then
        assertThat(result.get("effects")).isEqualTo(plan.get("effects"));
        assertThat(result).containsEntry("dryRun", false);
        assertThat(messages()).isEqualTo(2L);
    }

    @Test
    void shouldDoNothingWithoutAPlan() throws IOException {
        for (String state : List.of("", "\"\"")) {
            Answer answer = purge("", state, "{\"all\":true}");
            assertThat(answer.status()).isEqualTo(428);
            assertThat(type(answer)).isEqualTo("confirmation-needed");
        }
        assertThat(messages()).isEqualTo(5L);
        assertThat(purge("", "*", "{\"all\":true}").status()).isEqualTo(200);
        assertThat(messages()).isEqualTo(0L);
    }

    @Test
    void shouldShowTheNewPlanIfTheStateHasChanged() throws IOException {
        // given
        Map<String, Object> plan =
                JsonTree.object(purge("?dry_run=true", "", "{\"keepLast\":1}").text());
        publish(1200);

        // when
        Answer answer = purge("", "\"" + plan.get("state") + "\"", "{\"keepLast\":1}");

        // then
        assertThat(answer.status()).isEqualTo(412);
        assertThat(type(answer)).isEqualTo("state-changed");
        assertThat(JsonTree.asObject(JsonTree.object(answer.text()).get("plan")))
                .containsKey("state");
        assertThat(answer.text())
                .contains(
                        "\"differences\":[{\"field\":\"lastSequence\",\"then\":\"5\",\"now\":\"1205\"},"
                                + "{\"field\":\"messages\",\"then\":\"4\",\"now\":\"1204\"}]");
        assertThat(messages()).isEqualTo(1205L);
    }

    @Test
    void shouldNotDeleteAChannelThatClientsUseUnlessTheyAreKicked() throws IOException {
        // given
        client.subscribe("tickets:created");
        client.awaitDelivery("tickets:created");

        // when
        Answer refused =
                checked(
                        "deleteChannel",
                        call("DELETE " + CHANNEL).json("{}").header("If-Match", "*"));
        Answer kicked =
                checked(
                        "deleteChannel",
                        call("DELETE " + CHANNEL + "?kick=true")
                                .json("{}")
                                .header("If-Match", "*"));

        // then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(type(refused)).isEqualTo("channel-in-use");
        assertThat(kicked.status()).as(kicked.text()).isEqualTo(200);
        assertThat(call("GET " + CHANNEL).send().status()).isEqualTo(404);
    }

    @Test
    void shouldPublishThroughTheApi() throws IOException {
        // given
        client.subscribe("tickets:created");
        client.awaitDelivery("tickets:created");

        // when: bytes that are no text
        Answer answer =
                checked(
                        "publish",
                        call("POST " + CHANNEL + "/messages").json("{\"dataBase64\":\"/wA=\"}"));

        // then
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(JsonTree.object(answer.text())).containsEntry("sequence", 6L);
        assertThat(call("GET " + CHANNEL + "/messages/6").send().text())
                .contains("\"dataBase64\":\"/wA=\"");
        assertThat(client.awaitDelivery("tickets:created")).startsWith("2:");
    }

    @Test
    void shouldPauseAndTellHowToResume() throws IOException {
        // when
        Answer paused =
                checked(
                        "pauseChannel",
                        call("POST " + CHANNEL + "/pause")
                                .json("{\"for\":\"10m\",\"reason\":\"deploying\"}"));
        Map<String, Object> undo = JsonTree.asObject(JsonTree.object(paused.text()).get("undo"));

        // then
        assertThat(undo).containsEntry("path", CHANNEL + "/resume");
        assertThat(call(undo.get("method") + " " + undo.get("path")).json("{}").send().status())
                .isEqualTo(200);
    }

    @Test
    void shouldTellHowToPauseAgainForTheRestOfTheTimeAndWithTheReason() throws IOException {
        // given
        String group = CHANNEL + "/groups/workers";
        client.subscribe("tickets:created", "workers");
        for (String target : List.of(CHANNEL, group)) {
            call("POST " + target + "/pause")
                    .json("{\"for\":\"10m\",\"reason\":\"deploying\"}")
                    .send();

            // when
            Answer resumed = call("POST " + target + "/resume").json("{}").send();
            Map<String, Object> undo =
                    JsonTree.asObject(JsonTree.object(resumed.text()).get("undo"));
            Map<String, Object> body = JsonTree.asObject(undo.get("body"));

            // then
            assertThat(undo).containsEntry("path", target + "/pause");
            assertThat(body).containsEntry("reason", "deploying");
            assertThat(String.valueOf(body.get("for"))).matches("(59\\d(\\.\\d+)?|600)s");

            // when: the client of the API sends it as it is
            Answer again =
                    call(undo.get("method") + " " + undo.get("path")).json(bodyIn(resumed)).send();

            // then
            assertThat(again.status()).as(again.text()).isEqualTo(200);
        }
        assertThat(call("GET " + group).send().text())
                .contains("\"reason\":\"deploying\"", "\"until\":\"");
    }

    private static String bodyIn(Answer answer) {
        return answer.text().replaceFirst(".*\"body\":(\\{[^}]*}).*", "$1");
    }

    @Test
    void shouldKickAClient() throws IOException {
        // when
        Answer unplanned = checked("kickClient", call("DELETE /api/v1/clients/orders").json("{}"));
        Answer kicked =
                checked(
                        "kickClient",
                        call("DELETE /api/v1/clients/orders")
                                .json("{\"block\":\"5m\"}")
                                .header("If-Match", "*"));
        Answer unknown =
                checked(
                        "kickClient",
                        call("DELETE /api/v1/clients/nobody").json("{}").header("If-Match", "*"));

        // then
        assertThat(unplanned.status()).isEqualTo(428);
        assertThat(kicked.status()).as(kicked.text()).isEqualTo(200);
        assertThat(call("GET /api/v1/clients/orders").send().status()).isEqualTo(404);
        assertThat(type(unknown)).isEqualTo("no-such-client");
    }

    @Test
    void shouldRefuseBodiesThatSayTooMuchOrTooLittle() throws IOException {
        for (String body :
                List.of(
                        "{}",
                        "{\"upTo\":1,\"all\":true}",
                        "{\"upTo\":-1}",
                        "{\"olderThan\":\"soon\"}",
                        "{\"olderThan\":\"-1h\"}",
                        "{\"all\":false}",
                        "{\"uptо\":1}")) {
            assertThat(purge("?dry_run=true", "", body).status()).as(body).isEqualTo(422);
        }
    }

    @Test
    void shouldNotLetAViewerPurge() {
        Answer answer =
                checked(
                        "purgeChannel",
                        HttpExchange.of(
                                        server.monitoringPort(),
                                        "POST " + CHANNEL + "/purge?dry_run=true")
                                .json("{\"all\":true}"));
        assertThat(type(answer)).isEqualTo("not-logged-in");
    }
}
