package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.nats.auth.CredentialVerifier;
import dev.stanchion.server.api.OpenApiDocument.Documented;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.api.access.Role;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.http.Router;
import dev.stanchion.server.monitoring.Access;
import dev.stanchion.server.monitoring.streaming.ObservedEngine;
import dev.stanchion.server.monitoring.streaming.ObservedGroup;
import dev.stanchion.server.monitoring.streaming.ObservedServer;
import dev.stanchion.server.testing.JsonTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares {@code openapi.json} with what the server does. */
class DocumentTest {
    private final OpenApiDocument document = new OpenApiDocument();

    private static List<Router.Route<Operation>> routes() {
        try (CredentialVerifier verifier = new CredentialVerifier(1, 1);
                ApiOfServer api =
                        new ApiOfServer(
                                AdminOptions.DEFAULT,
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
                                        new ObservedEngine(),
                                        new ObservedGroup(false),
                                        () -> Policies.NONE,
                                        channel ->
                                                new LimitsRule(
                                                        "", 0, 0, 0, Duration.ZERO, Duration.ZERO),
                                        Machine.UNKNOWN,
                                        false,
                                        () -> 0))) {
            return api.routes();
        }
    }

    @Test
    void shouldDescribeExactlyTheRoutesThatExist() {
        // given
        Map<String, String> existing = new TreeMap<>();
        for (Router.Route<Operation> route : routes()) {
            Operation operation = route.target();
            existing.put(
                    route.method() + " " + route.template(),
                    "%s for %s with %s"
                            .formatted(
                                    operation.id(),
                                    operation.needed().map(Role::text).orElse("none"),
                                    new TreeSet<>(operation.parameters())));
        }

        // when
        Map<String, String> documented = new TreeMap<>();
        for (Documented each : document.operations()) {
            documented.put(
                    each.method() + " " + each.path(),
                    "%s for %s with %s".formatted(each.id(), each.role(), document.queryOf(each)));
        }

        // then
        assertThat(documented).isEqualTo(existing);
    }

    @Test
    void shouldNameEachOperationOnce() {
        assertThat(document.operations())
                .extracting(Documented::id)
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void shouldReferToNothingThatIsMissing() {
        // when: each reference is followed
        List<String> references =
                DocumentResource.text()
                        .lines()
                        .filter(line -> line.contains("\"$ref\""))
                        .map(line -> line.replaceAll(".*\"(#[^\"]*)\".*", "$1"))
                        .distinct()
                        .toList();

        // then
        assertThat(references)
                .allSatisfy(reference ->
                        assertThat(document.resolved(Map.of("$ref", reference))).isNotEmpty());
    }

    @Test
    void shouldBeAnOpenApiDocument() {
        assertThat(JsonTree.object(DocumentResource.text()))
                .containsEntry("openapi", "3.1.0")
                .containsKeys("info", "servers", "paths", "components");
    }

    @Test
    void shouldExplainEachKindOfProblem() {
        for (Code code : Code.values()) {
            assertThat(Code.of(code.text())).contains(code);
            assertThat(code.explanation()).endsWith(".");
        }
    }
}
