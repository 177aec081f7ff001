package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Findings over the API; the server looks for them each ten seconds. */
@Tag("long")
class FindingsIT {
    private StanchionServer server;

    @BeforeEach
    void start() {
        List<AdminUser> users =
                List.of(
                        new AdminUser("ops", Secret.of("secret"), Role.OPERATOR, List.of()),
                        new AdminUser(
                                "other",
                                Secret.of("secret"),
                                Role.OPERATOR,
                                List.of(new ChannelGlob("other:*"))));
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(AdminOptions.DEFAULT.withUsers(users))
                                .build());
    }

    private Answer get(String path) {
        return HttpExchange.of(server.monitoringPort(), "GET /api/v1" + path).send();
    }

    private Answer dismiss(String user, String id, String body) {
        return HttpExchange.of(server.monitoringPort(), "POST /api/v1/findings/" + id + "/dismiss")
                .basic(user, "secret")
                .json(body)
                .send();
    }

    @Test
    void shouldNotShowWhatIsDismissed() throws IOException {
        // given
        try (StreamingSocket client =
                StreamingSocket.connect(server.port(), "test-cluster", "orders")) {
            client.publish("tickets:created", "guid", "a ticket");
            client.awaitPubAck();
            client.subscribe("ticket:created");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get("/findings").text().contains("\"kind\":\"near-miss-name"));
            String id =
                    get("/findings?kind=near-miss-name")
                            .text()
                            .replaceFirst(".*?\"id\":\"([0-9a-f]+)\".*", "$1");

            // when: somebody who may not see its channels tries, and then somebody who may
            assertThat(dismiss("other", id, "{}").status()).isEqualTo(404);
            assertThat(dismiss("ops", "nonsense", "{}").status()).isEqualTo(404);
            assertThat(dismiss("ops", id, "{\"dismissed\":1}").status()).isEqualTo(422);
            Answer dismissed = dismiss("ops", id, "{}");

            // then
            assertThat(dismissed.text()).contains("\"dismissed\":true");
            assertThat(get("/findings").text()).doesNotContain(id);
            assertThat(get("/findings?dismissed=true").text()).contains(id);
            assertThat(get("/overview").text()).contains("\"findings\":0");

            // when
            dismiss("ops", id, "{\"dismissed\":false}");

            // then
            assertThat(get("/findings").text()).contains(id);
        } finally {
            server.close();
        }
    }
}
