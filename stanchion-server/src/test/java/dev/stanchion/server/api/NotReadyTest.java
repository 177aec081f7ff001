package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.CredentialVerifier;
import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.api.OpenApiDocument.Documented;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.http.Call;
import dev.stanchion.server.http.Reply;
import dev.stanchion.server.monitoring.Access;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.testing.JsonTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the API answers while there is no engine: it recovers, or the server is a standby. */
class NotReadyTest {
    /** {@code root:secret} */
    private static final String ROOT = "Basic cm9vdDpzZWNyZXQ=";

    private final ObservedEngine engine = new ObservedEngine();

    private Reply answer(Documented operation, boolean isRoot) {
        AdminUser root = new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of());
        try (CredentialVerifier verifier = new CredentialVerifier(1, 1);
                ApiOfServer api =
                        new ApiOfServer(
                                AdminOptions.DEFAULT.withUsers(List.of(root)),
                                new ApiOfServer.Surroundings(
                                        "a",
                                        List.of(),
                                        Access.OPEN,
                                        verifier,
                                        new ObservedServer(
                                                "a",
                                                "b",
                                                "c",
                                                "d",
                                                Instant.EPOCH,
                                                Clock.systemUTC()),
                                        engine,
                                        new ObservedGroup(false),
                                        () -> dev.stanchion.engine.policy.Policies.NONE,
                                        channel ->
                                                new LimitsRule(
                                                        "", 0, 0, 0, Duration.ZERO, Duration.ZERO),
                                        Machine.UNKNOWN,
                                        false,
                                        () -> 0))) {
            Map<String, List<String>> headers = new HashMap<>();
            headers.put("Host", List.of("localhost"));
            headers.put("Content-Type", List.of("application/json"));
            if (isRoot) {
                headers.put("Authorization", List.of(ROOT));
            }
            Call call =
                    new Call(
                            operation.method(),
                            operation.path().replaceAll("\\{[a-z]+}", "1"),
                            headers,
                            new byte[0],
                            new Call.Peer("127.0.0.1", false));
            return api.api().answer(call, Runnable::run).toCompletableFuture().join();
        }
    }

    private void requireRecovering() {
        int asked = 0;
        for (Documented operation : new OpenApiDocument().operations()) {
            boolean asksEngine =
                    operation.path().contains("{channel}") || operation.path().contains("{client}");
            if (asksEngine) {
                Reply reply = answer(operation, true);
                assertThat(reply.status()).as(operation.id() + reply.text()).isEqualTo(503);
                assertThat(JsonTree.object(reply.text()))
                        .containsEntry("type", "/api/problems/recovering")
                        .containsKey("remedy");
                assertThat(reply.headers()).containsEntry("Retry-After", "1");
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(20);
    }

    @Test
    void shouldSayThatItRecovers() {
        requireRecovering();
    }

    @Test
    void shouldSayThatAStandbyServesNobody() {
        // given
        engine.standby();

        // then
        requireRecovering();
    }

    @Test
    void shouldAnswerWhatNeedsNoEngine() {
        for (Documented operation : new OpenApiDocument().operations()) {
            if (List.of("getServer", "getSession", "getOpenApi").contains(operation.id())) {
                assertThat(answer(operation, false).status()).as(operation.id()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldTellAStrangerNothingAboutItsState() {
        for (Documented operation : new OpenApiDocument().operations()) {
            if (operation.role().equals("admin") || operation.role().equals("operator")) {
                assertThat(answer(operation, false).status()).as(operation.id()).isEqualTo(401);
            }
        }
    }
}
