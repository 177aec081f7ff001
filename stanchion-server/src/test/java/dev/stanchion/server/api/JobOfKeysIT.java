package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stanchion.engine.policy.PolicyText;
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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job redrives messages of one key, of which the first takes the others along. */
class JobOfKeysIT {
    private static final String CHANNEL = "tickets:created";
    private static final String PARKED = "/api/v1/channels/tickets%3Acreated/parked";

    /** Starts a server with these policies for the group {@code orders}. */
    private static StanchionServer serverWith(String policies) {
        AdminOptions admin =
                AdminOptions.DEFAULT.withUsers(
                        List.of(
                                new AdminUser(
                                        "ops", Secret.of("secret"), Role.OPERATOR, List.of())));
        return StanchionServer.start(
                ServerOptions.builder()
                        .port(0)
                        .monitoringPort(0)
                        .policies(PolicyText.parse(CHANNEL + "/group:orders=" + policies))
                        .admin(admin)
                        .build());
    }

    @Test
    void shouldCountAsSentAgainWhatTheFirstOfAKeyHasTakenAlong() throws IOException {
        // given
        try (StanchionServer server = serverWith("max_deliveries:1,key:$.id,on_parked:hold_key");
                StreamingSocket handler =
                        StreamingSocket.connect(server.port(), "test-cluster", "handler")) {
            handler.subscribe(CHANNEL, "orders", 1);
            for (int i = 0; i < 3; i++) {
                handler.publish(CHANNEL, "guid-" + i, "{\"id\":\"t1\"}");
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(server, PARKED).text().contains("\"open\":3"));

            // when
            Answer begun =
                    HttpExchange.of(server.monitoringPort(), "POST " + PARKED + "/redrive")
                            .basic("ops", "secret")
                            .header("If-Match", "*")
                            .json("{\"all\":true,\"maxPerSecond\":1}")
                            .send();

            // then
            String job = begun.header("Location").orElseThrow();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(server, job).text().contains("\"state\":\"done\""));
            assertThat(get(server, job).text()).contains("\"done\":3", "\"refused\":0");
        }
    }

    @Test
    void shouldListTheKeysThatHaveAMessageOut() throws IOException {
        // given
        try (StanchionServer server = serverWith("key:$.id");
                StreamingSocket handler =
                        StreamingSocket.connect(server.port(), "test-cluster", "handler")) {
            handler.subscribe(CHANNEL, "orders", 10);
            handler.subscribe(CHANNEL, "others", 10);
            String group = "/api/v1/channels/tickets%3Acreated/groups/";
            for (String id : List.of("t1", "t2", "t2", "t2")) {
                handler.publish(CHANNEL, "guid-" + id + System.nanoTime(), id(id));
            }

            // then
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            get(server, group + "orders/keys").text().contains("\"waiting\":2,"));
            assertThat(get(server, group + "orders/keys").text())
                    .startsWith(
                            "{\"isOrdered\":true,\"items\":["
                                    + "{\"sequence\":2,\"waiting\":2,\"holder\":\"handler\"},"
                                    + "{\"sequence\":1,\"waiting\":0,\"holder\":\"handler\"}],"
                                    + "\"total\":2,\"waiting\":2,\"held\":0,");
            assertThat(get(server, group + "others/keys").text()).contains("\"isOrdered\":false");
            assertThat(get(server, group + "orders/keys?limit=101").status()).isEqualTo(422);
        }
    }

    private static String id(String id) {
        return "{\"id\":\"" + id + "\"}";
    }

    private static Answer get(StanchionServer server, String path) {
        return HttpExchange.of(server.monitoringPort(), "GET " + path)
                .basic("ops", "secret")
                .send();
    }
}
