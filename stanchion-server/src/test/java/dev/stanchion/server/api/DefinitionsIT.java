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
import dev.stanchion.server.testing.JsonTree;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels and positions go from one server to another. */
class DefinitionsIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
    private static final String SOME =
            """
            {"format":1,"channels":[
              {"name":"tickets:created","positions":[
                {"kind":"durable","clientId":"mailer-1","durableName":"mail","nextSequence":2},
                {"kind":"group","name":"d:orders","nextSequence":1,"maxInFlight":16}]},
              {"name":"empty"}]}
            """;

    private StanchionServer server;

    @BeforeEach
    void start() {
        server = started();
    }

    private static StanchionServer started() {
        return StanchionServer.start(
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
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer export(StanchionServer from) {
        return checked(
                "exportDefinitions",
                HttpExchange.of(from.monitoringPort(), "GET /api/v1/definitions"));
    }

    private Answer imported(String query, String body, String state) {
        return checked(
                "importDefinitions",
                HttpExchange.of(server.monitoringPort(), "PUT /api/v1/definitions" + query)
                        .json(body)
                        .header("If-Match", state));
    }

    private static Answer checked(String operation, HttpExchange exchange) {
        Answer answer = exchange.basic("root", "secret").send();
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer;
    }

    private static String channelsOf(Answer export) {
        return String.valueOf(JsonTree.object(export.text()).get("channels"));
    }

    @Test
    void shouldCreateWhatIsMissingAndExportItAgain() throws IOException {
        // given
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "orders-1")) {
            client.publish("tickets:created", "guid-1", "first");
            client.awaitPubAck();

            // when
            Answer plan = imported("?dry_run=true", SOME, "*");

            // then
            assertThat(plan.text())
                    .contains("1 channel and 2 positions are created, 0 positions are moved");
            String state = String.valueOf(JsonTree.object(plan.text()).get("state"));
            assertThat(imported("", SOME, "\"" + state + "\"").status()).isEqualTo(200);
            Answer stale = imported("", SOME, "\"" + state + "\"");
            assertThat(stale.status()).isEqualTo(412);
            assertThat(stale.text())
                    .contains(
                            "\"differences\":[{\"field\":\"channelsCreated\",\"then\":\"1\",\"now\":\"0\"},"
                                    + "{\"field\":\"positionsCreated\",\"then\":\"2\",\"now\":\"0\"}]");
            assertThat(imported("", SOME, "\"0:0\"").text())
                    .contains("\"then\":\"no plan of an import\"");
            assertThat(imported("", SOME, "*").text()).contains("2 stay as they are");

            // when
            Answer export = export(server);

            // then
            assertThat(channelsOf(export))
                    .isEqualTo(
                            "[{name=empty, positions=[]}, {name=tickets:created, positions=["
                                    + "{kind=durable, clientId=mailer-1, durableName=mail,"
                                    + " nextSequence=2, maxInFlight=1024, ackWaitSeconds=30},"
                                    + " {kind=group, name=d:orders, nextSequence=1,"
                                    + " maxInFlight=16, ackWaitSeconds=30}]}]");
            try (StanchionServer other = started()) {
                Answer copied =
                        checked(
                                "importDefinitions",
                                HttpExchange.of(other.monitoringPort(), "PUT /api/v1/definitions")
                                        .json(export.text())
                                        .header("If-Match", "*"));
                assertThat(copied.status()).isEqualTo(200);
                // the other server has no messages, so a position begins with the first to come
                assertThat(channelsOf(export(other)))
                        .isEqualTo(channelsOf(export).replace("nextSequence=2", "nextSequence=1"));
            }
        }
    }

    @Test
    void shouldMoveWhatExistsOnlyIfToldSo() throws IOException {
        // given
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "orders-1")) {
            for (int i = 0; i < 5; i++) {
                client.publish("tickets:created", "guid-" + i, "a ticket");
                client.awaitPubAck();
            }
            imported("", SOME, "*");
            String later = SOME.replace("\"nextSequence\":2", "\"nextSequence\":4");

            // when
            imported("", later, "*");

            // then
            assertThat(channelsOf(export(server))).contains("nextSequence=2");

            // when
            Answer moved = imported("?move=true", later, "*");

            // then
            assertThat(moved.text()).contains("1 position is moved", "positions-move");
            assertThat(channelsOf(export(server))).contains("nextSequence=4");
        }
    }

    @Test
    void shouldRefuseWhatIsNoExport() {
        for (String body :
                List.of(
                        "{}",
                        "{\"format\":1,\"exportedAt\":\"\",\"channels\":[]}",
                        "{\"format\":1}",
                        "{\"format\":2,\"channels\":[]}",
                        "{\"format\":1,\"channels\":[{\"name\":\"a..b\"}]}",
                        "{\"format\":1,\"channels\":[{\"name\":\"a.parked\"}]}",
                        "{\"format\":1,\"channels\":[{\"name\":\"a\"},{\"name\":\"a\"}]}",
                        "{\"format\":1,\"channels\":[{\"name\":\"a\",\"colour\":1}]}",
                        SOME.replace("d:orders", "orders"),
                        SOME.replace("\"group\"", "\"subscription\""),
                        SOME.replace("mailer-1", ""),
                        SOME.replace("\"nextSequence\":1", "\"nextSequence\":0"),
                        SOME.substring(0, 60))) {
            Answer answer = imported("", body, "*");
            assertThat(answer.status()).as(body + answer.text()).isEqualTo(422);
        }
        assertThat(channelsOf(export(server))).isEqualTo("[]");
        Answer unconfirmed =
                checked(
                        "importDefinitions",
                        HttpExchange.of(server.monitoringPort(), "PUT /api/v1/definitions")
                                .json(SOME));
        assertThat(unconfirmed.status()).isEqualTo(428);
    }
}
