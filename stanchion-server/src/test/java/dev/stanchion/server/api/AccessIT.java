package dev.stanchion.server.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.protocol.ChannelGlob;
import dev.stanchion.server.Compatibility;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.monitoring.Access;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, what is written about it, and what nobody gets. */
class AccessIT {
    /** The password is {@code secret}, at the lowest cost. */
    private static final String HASH =
            "$2a$04$Xcm0HmVpHgjHIayvlOoSmea.t5YdkD4mekDOLeuFt.wEe8bl9J5Dm";

    private static final String READ_ONLY = "/api/v1/server/read-only";

    @TempDir private Path folder;

    private @Nullable StanchionServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(AdminOptions options) {
        start(ServerOptions.builder().admin(options));
    }

    private void start(ServerOptions.Builder options) {
        server = StanchionServer.start(options.port(0).monitoringPort(0).build());
    }

    private StanchionServer server() {
        return requireNonNull(server);
    }

    private HttpExchange call(String line) {
        return HttpExchange.of(server().monitoringPort(), line);
    }

    private static AdminOptions users() {
        return AdminOptions.DEFAULT.withUsers(
                List.of(
                        new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of()),
                        new AdminUser("hashed", Secret.of(HASH), Role.OPERATOR, List.of()),
                        new AdminUser(
                                "tickets",
                                Secret.of("secret"),
                                Role.ADMIN,
                                List.of(new ChannelGlob("tickets:*")))));
    }

    private static String type(Answer answer) {
        return String.valueOf(JsonTree.object(answer.text()).get("type"))
                .replace("/api/problems/", "");
    }

    @Test
    void shouldLetABrowserLogInAndOut() {
        // given
        start(users());

        // when
        Answer in =
                call("POST /api/v1/session")
                        .header("Origin", "http://127.0.0.1:" + server().monitoringPort())
                        .header("Sec-Fetch-Site", "same-origin")
                        .json("{\"user\":\"root\",\"password\":\"secret\"}")
                        .send();
        String cookie = in.header("Set-Cookie").orElseThrow();
        String pair = cookie.replaceFirst(";.*", "");

        // then
        assertThat(in.status()).isEqualTo(201);
        assertThat(cookie)
                .startsWith("stanchion_session=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
        assertThat(who(pair)).containsEntry("role", "admin").containsEntry("user", "root");

        // when
        Answer out = call("DELETE /api/v1/session").header("Cookie", pair).json("{}").send();

        // then
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(who(pair)).containsEntry("role", "viewer");
    }

    private Map<String, Object> who(String cookie) {
        return JsonTree.object(
                call("GET /api/v1/session").header("Cookie", "a=b; " + cookie).send().text());
    }

    @Test
    void shouldTellNobodyWhichUsersExist() {
        // given
        start(users());

        // when
        Answer unknown = call("GET /api/v1/server").basic("nobody", "secret").send();
        Answer wrong = call("GET /api/v1/server").basic("root", "guess").send();
        Answer right = call("GET /api/v1/session").basic("hashed", "secret").send();
        Answer wrongHash = call("GET /api/v1/server").basic("hashed", "guess").send();

        // then
        assertThat(JsonTree.object(right.text())).containsEntry("role", "operator");
        assertThat(List.of(unknown.status(), wrong.status(), wrongHash.status())).containsOnly(401);
        assertThat(JsonTree.object(unknown.text()).get("detail"))
                .isEqualTo(JsonTree.object(wrong.text()).get("detail"))
                .isEqualTo(JsonTree.object(wrongHash.text()).get("detail"));
        assertThat(unknown.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    }

    @Test
    void shouldSlowDownWhoeverTriesPasswords() {
        // given
        start(users());
        for (int i = 0; i < 5; i++) {
            assertThat(logIn("root", "guess" + i).status()).isEqualTo(401);
        }

        // when
        Answer sixth = logIn("root", "secret");

        // then: also the right password has to wait now; others do not
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(Integer.parseInt(sixth.header("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(logIn("tickets", "secret").status()).isEqualTo(201);
    }

    private Answer logIn(String user, String password) {
        return call("POST /api/v1/session")
                .json("{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password))
                .send();
    }

    @Test
    void shouldShowAUserItsChannelsOnly() throws IOException {
        // given
        start(users());
        try (StreamingSocket client =
                StreamingSocket.connect(server().port(), "test-cluster", "orders")) {
            for (String channel : List.of("tickets:created", "payments")) {
                client.publish(channel, "guid", "data");
                client.awaitPubAck();
            }
        }

        // when
        Answer list = call("GET /api/v1/channels").basic("tickets", "secret").send();
        Answer other = call("GET /api/v1/channels/payments").basic("tickets", "secret").send();
        Answer near =
                call("GET /api/v1/channels/tickets:updatet").basic("tickets", "secret").send();
        Answer audit = call("GET /api/v1/audit").basic("tickets", "secret").send();

        // then
        assertThat(list.text()).contains("tickets:created").doesNotContain("payments");
        assertThat(JsonTree.object(list.text())).containsEntry("total", 1L);
        assertThat(type(other)).isEqualTo("role-needed");
        assertThat(near.text()).doesNotContain("payments");
        assertThat(type(audit)).isEqualTo("role-needed");
    }

    @Test
    void shouldNameChannelsThatAreNear() throws IOException {
        // given
        start(AdminOptions.DEFAULT);
        try (StreamingSocket client =
                StreamingSocket.connect(server().port(), "test-cluster", "orders")) {
            client.publish("tickets:created", "guid", "data");
            client.awaitPubAck();
        }

        // when
        Answer answer = call("GET /api/v1/channels/ticket%3Acreated").send();

        // then
        assertThat(type(answer)).isEqualTo("no-such-channel");
        assertThat(JsonTree.object(answer.text()))
                .containsEntry("near", List.of("tickets:created"))
                .containsKey("remedy");
    }

    @Test
    void shouldLetNobodyChangeAnythingWhileItIsReadOnly() {
        // given
        start(users().withReadOnly(true));

        // when
        Answer off = put("{\"readOnly\":false}");

        // then
        assertThat(type(off)).isEqualTo("read-only");
        assertThat(String.valueOf(JsonTree.object(off.text()).get("remedy")))
                .contains("--admin-read-only");
        assertThat(JsonTree.object(call("GET /api/v1/session").send().text()))
                .containsEntry("readOnly", true);
    }

    private Answer put(String json) {
        return call("PUT " + READ_ONLY).basic("root", "secret").json(json).send();
    }

    @Test
    void shouldLetAnAdminSwitchReadOnlyOnAndOff() {
        // given
        start(users());

        // then
        assertThat(put("{\"readOnly\":true}").status()).isEqualTo(200);
        assertThat(JsonTree.object(call("GET /api/v1/server").send().text()))
                .containsEntry("readOnly", true);
        assertThat(put("{\"readOnly\":false}").status()).isEqualTo(200);
        assertThat(put("{\"readonly\":true}").status()).isEqualTo(422);
        assertThat(put("{\"readOnly\":true,\"force\":true}").status()).isEqualTo(422);
        assertThat(put("{}").status()).isEqualTo(422);
    }

    @Test
    void shouldWriteEachChangeAndLogInDownWithoutSecrets() throws IOException {
        // given
        Path file = folder.resolve("audit.jsonl");
        start(users().withAudit(file, true));

        // when
        logIn("root", "wr0ng");
        logIn("root", "secret");
        put("{\"readOnly\":true}");
        call("PUT " + READ_ONLY).basic("hashed", "secret").json("{\"readOnly\":false}").send();

        // then
        List<Map<String, Object>> lines =
                Files.readAllLines(file).stream()
                        .map(JsonTree::object)
                        .filter(line -> !Long.valueOf(0).equals(line.get("status")))
                        .toList();
        assertThat(lines)
                .extracting(line ->
                        line.get("action") + " " + line.get("user") + " " + line.get("status"))
                .contains("logIn  401", "logIn root 201", "setReadOnly root 200");
        assertThat(Files.readString(file)).doesNotContain("secret", "wr0ng");
        Answer audit = call("GET /api/v1/audit?limit=2").basic("root", "secret").send();
        assertThat(JsonTree.object(audit.text())).containsKey("next");
        assertThat(audit.text()).contains("setReadOnly").doesNotContain("wr0ng");
    }

    @Test
    void shouldChangeNothingThatItCannotWriteDown() throws IOException {
        // given: the file is a directory
        Path file = Files.createDirectory(folder.resolve("audit.jsonl"));
        start(users().withAudit(file, true));

        // when
        Answer refused = put("{\"readOnly\":true}");

        // then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("audit").doesNotContain("Exception");
        assertThat(JsonTree.object(call("GET /api/v1/server").send().text()))
                .containsEntry("readOnly", false);
    }

    @Test
    void shouldShowStrangersNothingIfTheyMayNotLook() {
        // given
        start(users().withAnonymousViewer(false));

        // then
        assertThat(type(call("GET /api/v1/channels").send())).isEqualTo("not-logged-in");
        assertThat(call("GET /api/v1/channels").basic("root", "secret").send().status())
                .isEqualTo(200);
        assertThat(JsonTree.object(call("GET /api/v1/session").send().text()))
                .containsEntry("role", "none");
    }

    @Test
    void shouldTakeTheUserOfThePagesForAViewer() {
        // given
        start(
                ServerOptions.builder()
                        .monitoringAccess(Access.user("prometheus", "pw"))
                        .admin(users()));

        // then
        assertThat(type(call("GET /api/v1/channels").send())).isEqualTo("not-logged-in");
        assertThat(call("GET /api/v1/channels").basic("prometheus", "pw").send().status())
                .isEqualTo(200);
        assertThat(type(call("PUT " + READ_ONLY).basic("prometheus", "pw").json("{}").send()))
                .isEqualTo("role-needed");
        assertThat(call("GET /varz").send().status()).isEqualTo(401);
    }

    @Test
    void shouldLeaveThePagesAsTheyAreIfStrict() {
        // given
        start(ServerOptions.builder().compatibility(Compatibility.STRICT));

        // when
        Answer post = call("POST /varz").header("Accept-Encoding", "gzip").send();

        // then
        assertThat(post.status()).isEqualTo(200);
        assertThat(post.header("Content-Encoding")).isEmpty();
        assertThat(call("GET /api/v1/server").send().status()).isEqualTo(200);
    }

    @Test
    void shouldNeverShowAnInbox() throws IOException {
        // given
        start(users());
        try (StreamingSocket client =
                StreamingSocket.connect(server().port(), "test-cluster", "orders")) {
            client.subscribe("tickets:created");

            // when
            String all =
                    call("GET /api/v1/clients").send().text()
                            + call("GET /api/v1/clients/orders").send().text()
                            + call("GET /api/v1/channels").send().text();

            // then
            assertThat(all)
                    .contains("\"id\":\"orders\"", "tickets:created")
                    .doesNotContain(client.messageInbox());
        }
    }
}
