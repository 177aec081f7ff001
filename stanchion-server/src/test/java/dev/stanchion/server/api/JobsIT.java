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
import dev.stanchion.server.testing.JsonTree;
import dev.stanchion.server.testing.StreamingSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many parked messages are redriven by a job. An ack wait of a second is the only attempt. */
class JobsIT {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
    private static final String CHANNEL = "tickets:created";
    private static final String REDRIVE = "POST /api/v1/channels/tickets%3Acreated/parked/redrive";
    private static final int MESSAGES = 90;

    private StanchionServer server;
    private StreamingSocket handler;

    @BeforeEach
    void start() throws IOException {
        List<AdminUser> users =
                List.of(
                        new AdminUser("ops", Secret.of("secret"), Role.OPERATOR, List.of()),
                        new AdminUser("other", Secret.of("secret"), Role.OPERATOR, List.of()),
                        new AdminUser("root", Secret.of("secret"), Role.ADMIN, List.of()));
        server =
                StanchionServer.start(
                        ServerOptions.builder()
                                .port(0)
                                .monitoringPort(0)
                                .policies(PolicyText.parse(CHANNEL + "=max_deliveries:1"))
                                .admin(AdminOptions.DEFAULT.withUsers(users))
                                .build());
        handler = StreamingSocket.connect(server.port(), "test-cluster", "handler");
        handler.subscribe(CHANNEL, "orders", 1);
        for (int i = 0; i < MESSAGES; i++) {
            handler.publish(CHANNEL, "guid-" + i, "poison");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> open() == MESSAGES);
    }

    @AfterEach
    void stop() throws IOException {
        handler.close();
        server.close();
    }

    private long open() {
        Answer answer =
                checked("ops", "listParked", "GET /api/v1/channels/tickets%3Acreated/parked", "");
        return answer.status() == 200 ? number(answer, "open") : -1;
    }

    private static long number(Answer answer, String member) {
        return (Long) JsonTree.object(answer.text()).getOrDefault(member, -1L);
    }

    private static String text(Answer answer, String member) {
        return String.valueOf(JsonTree.object(answer.text()).get(member));
    }

    private Answer checked(String user, String operation, String line, String body) {
        return checked(user, operation, line, body, "*");
    }

    private Answer checked(String user, String operation, String line, String body, String state) {
        HttpExchange exchange =
                HttpExchange.of(server.monitoringPort(), line).basic(user, "secret");
        if (!line.startsWith("GET")) {
            exchange.json(body).header("If-Match", state);
        }
        Answer answer = exchange.send();
        DOCUMENT.requireAsDocumented(operation, answer);
        return answer;
    }

    private Answer begin(String body) {
        return checked("ops", "redriveParked", REDRIVE, body);
    }

    private Answer job(String user, Answer begun) {
        return checked(user, "getJob", "GET " + begun.header("Location").orElseThrow(), "");
    }

    private Answer awaitState(Answer begun, String state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(text(job("ops", begun), "state"))
                                .as(job("ops", begun).text())
                                .isEqualTo(state));
        return job("ops", begun);
    }

    @Test
    void shouldSendAllAgain() throws IOException {
        // when
        Answer begun = begin("{\"all\":true,\"group\":\"orders\",\"maxPerSecond\":1000}");

        // then
        assertThat(begun.status()).isEqualTo(202);
        for (int i = 0; i < 2 * MESSAGES; i++) {
            handler.awaitDelivery(CHANNEL); // the first time in vain
        }
        Answer done = awaitState(begun, "done");
        assertThat(number(done, "done")).isEqualTo(MESSAGES);
        assertThat(number(done, "total")).isEqualTo(MESSAGES);
        assertThat(open()).isZero();
        Answer audit = checked("root", "listAudit", "GET /api/v1/audit", "");
        assertThat(audit.text()).contains("jobEnded", "\"done\":" + MESSAGES);
    }

    @Test
    void shouldGiveAllUpThatFit() {
        // given
        String path = "DELETE /api/v1/channels/tickets%3Acreated/parked";
        Answer plan = checked("root", "dropManyParked", path + "?group=orders&dry_run=true", "{}");
        assertThat(text(plan, "summary"))
                .isEqualTo(
                        "90 parked messages of tickets:created are given up: those of group:orders."
                                + " Nobody will get them any more.");
        assertThat(checked("root", "dropManyParked", path, "{}").status()).isEqualTo(422);
        assertThat(checked("ops", "dropManyParked", path + "?all=true", "{}").status())
                .isEqualTo(403);
        String state = "\"" + text(plan, "state") + "\"";
        assertThat(checked("root", "dropManyParked", path + "?all=true", "{}", state).status())
                .isEqualTo(412);

        // when
        Answer begun = checked("root", "dropManyParked", path + "?group=orders", "{}", state);

        // then
        assertThat(begun.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> text(job("root", begun), "state").equals("done"));
        assertThat(number(job("root", begun), "done")).isEqualTo(MESSAGES);
        assertThat(open()).isZero();
    }

    @Test
    void shouldListThemBesideThoseOfOtherChannelsInPages() {
        // when
        Answer first = checked("ops", "listAllParked", "GET /api/v1/parked?limit=60", "");
        Answer second =
                checked(
                        "ops",
                        "listAllParked",
                        "GET /api/v1/parked?limit=60&after=" + text(first, "next"),
                        "");

        // then
        assertThat(number(first, "total")).isEqualTo(MESSAGES);
        assertThat(first.text())
                .contains("\"facets\":{\"channels\":{\"tickets:created\":90},\"positions\":{")
                .contains("\"isWhole\":true", "\"channel\":\"tickets:created\",\"sequence\":60,")
                .doesNotContain("\"sequence\":61,");
        assertThat(second.text())
                .contains("\"sequence\":61,", "\"sequence\":90,")
                .doesNotContain("\"next\"", "\"sequence\":60,", "facets");
        assertThat(text(checked("ops", "listAllParked", "GET /api/v1/parked?group=x", ""), "items"))
                .isEqualTo("[]");
        assertThat(text(checked("ops", "listAllParked", "GET /api/v1/parked?q=other", ""), "items"))
                .isEqualTo("[]");
        assertThat(
                        text(
                                checked(
                                        "ops",
                                        "listAllParked",
                                        "GET /api/v1/parked?channel=tickets",
                                        ""),
                                "total"))
                .isEqualTo("0");
        assertThat(
                        text(
                                checked(
                                        "ops",
                                        "listAllParked",
                                        "GET /api/v1/parked?channel=tickets%3Acreated",
                                        ""),
                                "total"))
                .isEqualTo("90");
    }

    @Test
    void shouldStopByItselfWhenTheyComeBack() {
        // when
        Answer begun = begin("{\"all\":true,\"maxPerSecond\":25}");

        // then
        Answer stopped = awaitState(begun, "stopped");
        assertThat(number(stopped, "parkedAgain")).isGreaterThanOrEqualTo(RepeatWatch.TOO_MANY);
        assertThat(text(stopped, "sentence")).contains("parked again");
        assertThat(number(stopped, "done")).isLessThan(MESSAGES);
    }

    @Test
    void shouldBeCancelledByItsStarterAndSeenByNobodyElse() {
        // given
        Answer begun = begin("{\"reason\":\"1 attempt\",\"maxPerSecond\":1}");
        String path = begun.header("Location").orElseThrow();

        // then
        assertThat(job("other", begun).status()).isEqualTo(404);
        assertThat(job("root", begun).status()).isEqualTo(200);
        assertThat(checked("other", "cancelJob", "DELETE " + path, "{}").status()).isEqualTo(404);
        assertThat(number(checked("other", "listJobs", "GET /api/v1/jobs", ""), "total")).isZero();
        assertThat(number(checked("ops", "listJobs", "GET /api/v1/jobs", ""), "total"))
                .isEqualTo(1);
        assertThat(begin("{\"all\":true}").status()).isEqualTo(409); // one at a time

        // when
        Answer cancelled = checked("ops", "cancelJob", "DELETE " + path, "{}");

        // then
        assertThat(cancelled.status()).isEqualTo(200);
        Answer ended = awaitState(begun, "cancelled");
        assertThat(number(ended, "done")).isLessThan(10);
        assertThat(checked("ops", "cancelJob", "DELETE " + path, "{}").text())
                .contains("\"cancelled\"");
    }

    @Test
    void shouldStopWhenTheServerBecomesReadOnly() {
        // given
        Answer begun = begin("{\"all\":true,\"maxPerSecond\":1}");

        // when
        checked("root", "setReadOnly", "PUT /api/v1/server/read-only", "{\"readOnly\":true}");

        // then
        assertThat(text(awaitState(begun, "stopped"), "sentence")).contains("read-only");
    }

    @Test
    void shouldPlanFirstAndRefuseAnotherState() {
        // when
        Answer plan = checked("ops", "redriveParked", REDRIVE + "?dry_run=true", "{\"all\":true}");

        // then
        assertThat(text(plan, "summary"))
                .isEqualTo(
                        "90 parked messages of tickets:created are sent again to every position,"
                                + " at most 100 a second: about 1 s.");
        assertThat(open()).isEqualTo(MESSAGES);
        String state = "\"" + text(plan, "state") + "\"";
        String other = "{\"group\":\"orders\"}";
        Answer stale = checked("ops", "redriveParked", REDRIVE, other, state);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text())
                .contains("\"plan\":{\"dryRun\":true")
                .contains("\"differences\":[{\"field\":\"operation\"")
                .contains("\"now\":\"redrive group:orders of tickets:created\"");
        assertThat(
                        checked(
                                        "ops",
                                        "redriveParked",
                                        REDRIVE,
                                        "{\"all\":true,\"maxPerSecond\":1}",
                                        state)
                                .status())
                .isEqualTo(202);
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        for (Map.Entry<String, Integer> each :
                Map.of(
                                "{}", 422,
                                "{\"all\":false}", 422,
                                "{\"all\":true,\"maxPerSecond\":0}", 422,
                                "{\"all\":true,\"maxPerSecond\":10001}", 422,
                                "{\"group\":\"a\",\"durable\":\"b/c\"}", 422,
                                "{\"all\":true,\"sequences\":[1]}", 422,
                                "{\"all\":true,\"grop\":\"a\"}", 422,
                                "{\"reason\":\"unheard of\"}", 409)
                        .entrySet()) {
            assertThat(begin(each.getKey()).status()).as(each.getKey()).isEqualTo(each.getValue());
        }
        Answer near = begin("{\"group\":\"odrers\"}");
        assertThat(near.status()).isEqualTo(409);
        assertThat(near.text()).contains("group:orders");
        Answer nobody =
                checked(
                        "ops",
                        "redriveParked",
                        "POST /api/v1/channels/tickets%3Acreatd/parked/redrive",
                        "{\"all\":true}");
        assertThat(nobody.status()).as(nobody.text()).isEqualTo(404);
        assertThat(nobody.text()).contains("tickets:created");
    }
}
