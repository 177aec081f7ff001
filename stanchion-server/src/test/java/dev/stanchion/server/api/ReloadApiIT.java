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
import dev.stanchion.server.testing.JsonTree;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator hears of a reload; the configuration is one of this test. */
class ReloadApiIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private final AtomicInteger reloads = new AtomicInteger();
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
                                                        user("root", List.of()),
                                                        user(
                                                                "some",
                                                                List.of(
                                                                        new ChannelGlob(
                                                                                "tickets:*"))))))
                                .build());
    }

    private static AdminUser user(String name, List<ChannelGlob> channels) {
        return new AdminUser(name, Secret.of("secret"), Role.ADMIN, channels);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A configuration that a reload finds. */
    private record Fixed(Reloader.Outcome outcome, AtomicInteger reloads) implements Reloader {
        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Outcome plan() {
            return outcome;
        }

        @Override
        public Outcome reload(Optional<String> state) {
            if (outcome instanceof Outcome.Planned(Plan plan)
                    && plan.refusals().isEmpty()
                    && state.map(plan.state()::equals).orElse(true)) {
                reloads.incrementAndGet();
                return new Outcome.Done(plan);
            }
            return outcome;
        }
    }

    private void given(Reloader.Outcome outcome) {
        server.reloadedBy(new Fixed(outcome, reloads));
    }

    private static Reloader.Plan plan(List<String> changes, List<String> refusals) {
        return new Reloader.Plan(
                "reload:1", changes, refusals, List.of("hb_interval"), List.of("users stay"));
    }

    private Answer reload(String query, String state) {
        return reload("root", query, state);
    }

    private Answer reload(String user, String query, String state) {
        HttpExchange exchange =
                HttpExchange.of(server.monitoringPort(), "POST /api/v1/server/reload" + query)
                        .json("{}")
                        .basic(user, "secret");
        Answer answer = (state.isEmpty() ? exchange : exchange.header("If-Match", state)).send();
        DOCUMENT.requireAsDocumented("reload", answer);
        return answer;
    }

    private String audit(String query) {
        return HttpExchange.of(server.monitoringPort(), "GET /api/v1/audit" + query)
                .basic("root", "secret")
                .send()
                .text();
    }

    @Test
    void shouldShowThePlanAndReloadWhatIsAgreed() {
        // given
        given(new Reloader.Outcome.Planned(plan(List.of("max_payload = 5000"), List.of())));

        // when
        Answer planned = reload("?dry_run=true", "");

        // then
        assertThat(planned.status()).isEqualTo(200);
        assertThat(planned.text())
                .contains(
                        "1 setting changes.",
                        "\"changes\":[\"max_payload = 5000\"]",
                        "users stay",
                        "Stays as it started until a restart: hb_interval.");
        assertThat(reload("", "").status()).isEqualTo(428);
        Answer stale = reload("", "\"reload:0\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(String.valueOf(JsonTree.object(stale.text()).get("plan"))).contains("reload:1");
        assertThat(reloads).hasValue(0);

        // when
        Answer done = reload("", "\"reload:1\"");

        // then
        assertThat(done.text()).contains("\"dryRun\":false", "1 setting has changed.");
        assertThat(reloads).hasValue(1);
        String id = done.header("Stanchion-Request").orElseThrow();
        assertThat(audit("?request=" + id))
                .contains("\"action\":\"reload\"", "max_payload = 5000", "\"total\":1");
        assertThat(audit("?request=another")).contains("\"total\":0");
    }

    @Test
    void shouldTakeNothingOfWhatIsWrongOrNotPossible() {
        // given
        given(new Reloader.Outcome.Wrong(List.of("server.conf:4:1: unknown field \"tken\"")));

        // then
        for (String query : List.of("?dry_run=true", "")) {
            Answer answer = reload(query, "*");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text())
                    .contains("server.conf:4:1: unknown field", "mend that, and reload again");
        }

        // given
        given(
                new Reloader.Outcome.Planned(
                        plan(List.of("debug = true"), List.of("not supported for Port"))));

        // then
        assertThat(reload("?dry_run=true", "").text())
                .contains("\"refusal\":\"Nothing is taken from the file: not supported for Port\"");
        Answer refused = reload("", "*");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("not supported for Port", "restart the server");
        assertThat(reloads).hasValue(0);
    }

    @Test
    void shouldRefuseWhereNobodyReadsAFileOrChangesAreForbiddenOrTheUserIsLimited() {
        // then
        assertThat(reload("", "*").text())
                .contains("the program of this server does not read its configuration again");

        // given
        given(new Reloader.Outcome.Planned(plan(List.of(), List.of())));
        assertThat(reload("some", "", "*").status()).isEqualTo(403);
        HttpExchange.of(server.monitoringPort(), "PUT /api/v1/server/read-only")
                .json("{\"readOnly\":true}")
                .basic("root", "secret")
                .send();

        // then
        assertThat(reload("", "*").text()).contains("/api/problems/read-only");
        assertThat(reloads).hasValue(0);
    }
}
