package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.nats.auth.Secret;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.api.OpenApiDocument.Documented;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.AdminUser;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.testing.EventSocket;
import dev.stanchion.server.testing.HttpExchange;
import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.JsonTree;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each role asks for each operation of the OpenAPI document. */
class RolesIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private static StanchionServer server;
    private static StreamingSocket client;

    @BeforeAll
    static void start() throws IOException {
        List<AdminUser> users =
                Arrays.stream(Role.values())
                        .map(role ->
                                new AdminUser(role.text(), Secret.of("secret"), role, List.of()))
                        .toList();
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .admin(AdminOptions.DEFAULT.withUsers(users))
                                .build());
        client = StreamingSocket.connect(server.port(), "test-cluster", "orders");
        client.subscribe("tickets:created");
        client.publish("tickets:created", "guid-1", "a ticket");
        client.awaitPubAck();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    @TestFactory
    List<DynamicTest> shouldLetOnlyTheRoleOfTheDocumentIn() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Documented operation : DOCUMENT.operations()) {
            for (Optional<Role> role : roles()) {
                tests.add(
                        DynamicTest.dynamicTest(
                                role.map(Role::text).orElse("anonymous") + " " + operation.id(),
                                () -> check(operation, role)));
            }
        }
        return tests;
    }

    private static List<Optional<Role>> roles() {
        List<Optional<Role>> roles = new ArrayList<>();
        roles.add(Optional.empty());
        Arrays.stream(Role.values()).map(Optional::of).forEach(roles::add);
        return roles;
    }

    private static void check(Documented operation, Optional<Role> role) {
        // when
        HttpExchange exchange =
                HttpExchange.of(
                        server.monitoringPort(), operation.method() + " " + example(operation));
        role.ifPresent(who -> exchange.basic(who.text(), "secret"));
        if (!operation.method().equals("GET")) {
            exchange.json("{}"); // which most changes refuse, so that the next role finds the same
        }
        Answer answer =
                isEnough(operation, role) && isStream(operation)
                        ? begun(exchange)
                        : exchange.send();

        // then: an anonymous caller is a viewer
        boolean isEnough = isEnough(operation, role);
        String code =
                isProblem(answer) ? String.valueOf(JsonTree.object(answer.text()).get("type")) : "";
        if (isEnough) {
            assertThat(code).isNotIn("/api/problems/not-logged-in", "/api/problems/role-needed");
        } else {
            assertThat(code)
                    .isEqualTo(
                            role.isEmpty()
                                    ? "/api/problems/not-logged-in"
                                    : "/api/problems/role-needed");
        }
        assertThat(answer.status()).isLessThan(500);
        assertThat(DOCUMENT.errorsIn(operation, answer)).as(answer.text()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static boolean isEnough(Documented operation, Optional<Role> role) {
        Role has = role.orElse(Role.VIEWER);
        return Role.of(operation.role()).map(needed -> has.includes(needed)).orElse(true);
    }

    private static boolean isStream(Documented operation) {
        return String.valueOf(operation.content().get("responses")).contains("text/event-stream");
    }

    private static Answer begun(HttpExchange exchange) {
        try (EventSocket stream = exchange.open()) {
            return stream.head();
        } catch (IOException e) {
            throw new AssertionError("no stream", e);
        }
    }

    private static boolean isProblem(Answer answer) {
        return answer.header("Content-Type").orElse("").equals("application/problem+json");
    }

    private static String example(Documented operation) {
        return operation
                .path()
                .replace("{channel}", "tickets%3Acreated")
                .replace("{client}", "orders")
                .replace("{group}", "workers")
                .replace("{durable}", "d")
                .replace("{subscription}", "1")
                .replace("{sequence}", "1")
                .replace("{job}", "1")
                .replace("{session}", "1")
                .replace("{finding}", "1")
                .replace("{code}", "busy");
    }
}
