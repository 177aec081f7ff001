package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages go out of a channel and into another one, by the API. */
class ExchangeIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private StanchionServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(
                                        AdminOptions.DEFAULT.withUsers(
                                                List.of(
                                                        new AdminUser(
                                                                "root",
                                                                Secret.of("secret"),
                                                                Role.ADMIN,
                                                                List.of()))))
                                .build());
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "publisher")) {
            client.publish("from", "guid-1", "a text\nof \"two\" lines");
            client.publish("from", "guid-2", "\0\1");
            client.publish("from", "guid-3", "");
            client.awaitPubAck();
            client.awaitPubAck();
            client.awaitPubAck();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer export(String channel, String query) {
        return checked(
                "exportMessages",
                HttpExchange.of(
                        server.monitoringPort(),
                        "GET /api/v1/channels/%s/export%s".formatted(channel, query)));
    }

    private Answer imported(String channel, String query, String body) {
        return checked(
                "importMessages",
                HttpExchange.of(
                                server.monitoringPort(),
                                "POST /api/v1/channels/%s/import%s".formatted(channel, query))
                        .json(body));
    }

    private static Answer checked(String operation, HttpExchange exchange) {
        Answer answer = exchange.basic("root", "secret").send();
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer;
    }

    private static String body(Answer export, String more) {
        return "{%s\"messages\":[%s]}"
                .formatted(more, String.join(",", export.text().strip().split("\n")));
    }

    @Test
    void shouldPutIntoANewChannelWhatItExports() {
        // given
        Answer export = export("from", "?from=1");
        assertThat(export.header("Stanchion-Last-Sequence")).contains("3");
        assertThat(export.header("Stanchion-Next")).isEmpty();

        // when
        Answer plan = imported("to", "?dry_run=true", body(export, ""));
        Answer done = imported("to", "", body(export, "\"behind\":0,"));

        // then
        assertThat(plan.text()).contains("3 messages (1 to 3) are put into to, a new channel");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("\"sequence\":3");
        assertThat(export("to", "").text())
                .isEqualTo(export.text().replace("\"from\"", "\"to\""))
                .contains("\"data\":\"a text\\nof \\\"two\\\" lines\"")
                .contains("\"dataBase64\":\"AAE=\"")
                .contains("\"data\":\"\"");
    }

    @Test
    void shouldRefuseToPutItInTwiceUnlessWithNewSequences() {
        // given
        Answer export = export("from", "?from=2&upTo=2");
        assertThat(export.text().lines()).hasSize(1);

        // when
        Answer refused = imported("from", "", body(export, ""));

        // then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text())
                .contains("from has come to 3, so message 2 cannot keep its sequence")
                .contains("renumber: true");
        assertThat(imported("from", "", body(export, "\"renumber\":true,")).text())
                .contains("\"sequence\":4");
    }

    @Test
    void shouldTellWhatIsWrongWithALine() {
        assertThat(imported("to", "", "{}").text()).contains("/messages");
        assertThat(imported("to", "", "{\"messages\":[]}").status()).isEqualTo(422);
        assertThat(imported("to", "?dry_run=true", "{\"messages\":[]}").status()).isEqualTo(422);
        assertThat(
                        imported(
                                        "to",
                                        "",
                                        "{\"messages\":[{\"sequence\":1,\"time\":\"now\",\"data\":\"\"}]}")
                                .text())
                .contains("/messages/0/time");
        assertThat(
                        imported(
                                        "to",
                                        "",
                                        "{\"messages\":[{\"sequence\":1,\"time\":\"2020-01-01T00:00:00Z\"}]}")
                                .text())
                .contains("/messages/0/data");
        assertThat(export("nowhere", "").status()).isEqualTo(404);
        assertThat(export("from", "?from=0").status()).isEqualTo(422);
    }

    @Test
    void shouldTakeAMessageThatIsLargerThanOtherBodiesMayBe() {
        // given
        String line =
                "{\"sequence\":1,\"time\":\"2020-01-01T00:00:00Z\",\"dataBase64\":\"%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(new byte[1024 * 1024 - 200]));

        // when
        Answer done = imported("to", "", "{\"messages\":[" + line + "]}");

        // then
        assertThat(done.text()).contains("\"sequence\":1");
        assertThat(export("to", "").text()).hasSizeGreaterThan(1024 * 1024);
        String audit =
                HttpExchange.of(server.monitoringPort(), "GET /api/v1/audit")
                        .basic("root", "secret")
                        .send()
                        .text();
        assertThat(audit).contains("(1 messages)").hasSizeLessThan(10_000);
    }
}
