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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and positions as the API shows them, with a client that holds some. */
class MessagesIT {
    private static final String MESSAGES = "/api/v1/channels/tickets%3Acreated/messages";
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

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
        client.subscribe("tickets:created", "workers");
        for (int i = 1; i <= 5; i++) {
            client.publish(
                    "tickets:created",
                    "guid-" + i,
                    "{\"order\":{\"id\":%d,\"lines\":[{\"sku\":\"a%d\"}]}}".formatted(i, i % 2));
            client.awaitPubAck();
        }
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private Answer get(String operation, String path) throws IOException {
        Answer answer = call("GET " + path).send();
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer;
    }

    private HttpExchange call(String line) throws IOException {
        int port = server.monitoringPort();
        return HttpExchange.of(port, line)
                .bearer(Files.readString(folder.resolve("admin-token-" + port)).strip());
    }

    private static List<Long> sequences(Answer answer) {
        return JsonTree.asList(JsonTree.object(answer.text()).get("items")).stream()
                .map(item -> (Long) JsonTree.asObject(item).get("sequence"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                       | 1,2,3,4,5
                    from=seq:3                               | 3,4,5
                    from=seq:3&limit=2                       | 3,4
                    from=last&limit=2                        | 4,5
                    from=seq:3&direction=backward&limit=2    | 2,3
                    from=time:2020-01-01T00:00:00Z&limit=1   | 1
                    from=seq:99                              | ''
                    contains=%22id%22:4                      | 4
                    path=$.order.lines[0].sku&equals=a0      | 2,4
                    path=$.order.id&equals=3                 | 3
                    path=$.order.id&equals=33                | ''
                    path=$.order.lines[1].sku&equals=a0      | ''
                    contains=id&from=last&limit=2            | 5,4
                    """)
    void shouldShowMessages(String query, String expected) throws IOException {
        // when
        Answer answer =
                get("listMessages", MESSAGES + "?" + query.replace("[", "%5B").replace("]", "%5D"));

        // then
        assertThat(String.join(",", sequences(answer).stream().map(String::valueOf).toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=5",
                "from=seq:0",
                "from=seq:x",
                "from=time:yesterday",
                "direction=up",
                "limit=501",
                "path=$.a",
                "equals=1",
                "path=a&equals=1",
                "path=$&equals=1",
                "path=$..a&equals=1",
                "budgetMs=1000",
            })
    void shouldRefuseWhatIsNotValid(String query) throws IOException {
        assertThat(call("GET " + MESSAGES + "?" + query).send().status()).isEqualTo(422);
    }

    @Test
    void shouldContinueASearchWhereItEnded() throws IOException {
        // when
        Answer first = get("listMessages", MESSAGES + "?contains=order&limit=2");
        String next = String.valueOf(JsonTree.object(first.text()).get("next"));
        Answer second = get("listMessages", MESSAGES + "?contains=order&limit=9&from=" + next);

        // then
        assertThat(sequences(first)).containsExactly(1L, 2L);
        assertThat(sequences(second)).containsExactly(3L, 4L, 5L);
        assertThat(JsonTree.object(second.text())).doesNotContainKey("next");
    }

    @Test
    void shouldNotShowAMessageToAViewer() throws IOException {
        for (String path : List.of(MESSAGES, MESSAGES + "/1", MESSAGES + "/1/raw")) {
            Answer answer = HttpExchange.of(server.monitoringPort(), "GET " + path).send();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).doesNotContain("sku");
        }
    }

    @Test
    void shouldShowOneMessageWithItsDeliveries() throws IOException {
        // when
        Map<String, Object> message = JsonTree.object(get("getMessage", MESSAGES + "/2").text());

        // then
        assertThat(message).containsEntry("sequence", 2L);
        assertThat(String.valueOf(message.get("deliveries")))
                .contains("group=workers", "state=in-flight", "holder=orders");
        assertThat(get("getRawMessage", MESSAGES + "/2/raw").text()).contains("\"id\":2");
        assertThat(call("GET " + MESSAGES + "/99").send().status()).isEqualTo(404);
        assertThat(call("GET " + MESSAGES + "/x").send().status()).isEqualTo(404);
    }

    @Test
    void shouldShowPositionsWithWhatTheyHold() throws IOException {
        // when
        Answer all = get("listPositions", "/api/v1/channels/tickets%3Acreated/positions");
        Answer one = get("getGroup", "/api/v1/channels/tickets%3Acreated/groups/workers");
        Answer pending =
                get(
                        "listPendingOfGroup",
                        "/api/v1/channels/tickets%3Acreated/groups/workers/pending?limit=2");

        // then
        assertThat(JsonTree.object(all.text())).containsEntry("total", 1L);
        assertThat(JsonTree.object(one.text()))
                .containsEntry("kind", "group")
                .containsEntry("inFlight", 5L);
        assertThat(sequences(pending)).containsExactly(1L, 2L);
        assertThat(JsonTree.object(pending.text())).containsEntry("total", 5L);
        assertThat(all.text() + one.text() + pending.text()).doesNotContain(client.messageInbox());
    }

    @Test
    void shouldNameGroupsThatAreNotThere() throws IOException {
        Answer answer = call("GET /api/v1/channels/tickets%3Acreated/groups/nobody/pending").send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(JsonTree.object(answer.text()))
                .containsEntry("type", "/api/problems/no-such-position");
    }

    @Test
    void shouldEscapeControlCharacters() throws IOException {
        // given
        client.publish("bytes", "guid-9", "\u0001\u0002");
        client.awaitPubAck();

        // then
        assertThat(call("GET /api/v1/channels/bytes/messages").send().text())
                .contains("\"data\":\"\\u0001\\u0002\"");
    }
}
