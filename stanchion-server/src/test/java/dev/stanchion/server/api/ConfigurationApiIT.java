package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees the settings of a server's process, and in which form. */
class ConfigurationApiIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private StanchionServer server;

    @BeforeEach
    void start() {
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(
                                        AdminOptions.DEFAULT.withUsers(
                                                List.of(
                                                        user("op", Role.OPERATOR, List.of()),
                                                        user("viewer", Role.VIEWER, List.of()),
                                                        user(
                                                                "some",
                                                                Role.ADMIN,
                                                                List.of(
                                                                        new ChannelGlob(
                                                                                "tickets:*"))))))
                                .build());
    }

    private static AdminUser user(String name, Role role, List<ChannelGlob> channels) {
        return new AdminUser(name, Secret.of("secret"), role, channels);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer configuration(String user) {
        Answer answer =
                HttpExchange.of(server.monitoringPort(), "GET /api/v1/server/configuration")
                        .basic(user, "secret")
                        .send();
        DOCUMENT.requireAsDocumented("getConfiguration", answer);
        return answer;
    }

    private record Fixed(List<Setting> settings) implements Reloader {
        @Override
        public Outcome plan() {
            throw new AssertionError("nobody reloads here");
        }

        @Override
        public Outcome reload(Optional<String> state) {
            throw new AssertionError("nobody reloads here");
        }
    }

    @Test
    void shouldListTheSettingsByName() {
        // given
        server.reloadedBy(
                new Fixed(
                        List.of(
                                new Setting("streaming.id", "--cluster-id", "a", "b", "", true),
                                new Setting("max_payload", "", "5", "1", "s.conf:1:1", false))));

        // then
        assertThat(configuration("op").text())
                .contains(
                        "{\"key\":\"max_payload\",\"flag\":\"\",\"value\":\"5\",\"default\":\"1\",\"isSet\":true,"
                                + "\"place\":\"s.conf:1:1\",\"needsRestart\":false},"
                                + "{\"key\":\"streaming.id\",\"flag\":\"--cluster-id\","
                                + "\"value\":\"a\",\"default\":\"b\",\"isSet\":false,"
                                + "\"place\":\"\",\"needsRestart\":true}");
    }

    @Test
    void shouldShowThemToNobodyElse() {
        // given
        server.reloadedBy(new Fixed(List.of()));

        // then
        assertThat(configuration("viewer").status()).isEqualTo(403);
        assertThat(configuration("some").status()).isEqualTo(403);
    }

    @Test
    void shouldSayThatAServerInsideAProgramHasNone() {
        Answer answer = configuration("op");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text())
                .contains("the program of this server has no configuration to show");
    }
}
