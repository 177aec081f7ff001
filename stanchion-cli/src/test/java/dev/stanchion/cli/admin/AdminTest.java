package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTest {
    private static final String PLAN =
            "{\"dryRun\":true,\"state\":\"1:2:3\",\"summary\":\"It goes back.\",\"effects\":{},"
                    + "\"changes\":[\"max_payload = 5000\"],"
                    + "\"warnings\":[{\"code\":\"x\",\"text\":\"Somebody is there.\"}]}";

    @TempDir private Path directory;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;
    private final Deque<String> jobStates = new ArrayDeque<>();
    private Interrupts interrupts = action -> code -> {};
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                call -> {
                    String state = call.getRequestHeaders().getFirst("If-Match");
                    String token = call.getRequestHeaders().getFirst("Authorization");
                    requests.add(
                            "%s %s %s %s %s"
                                    .formatted(
                                            call.getRequestMethod(),
                                            call.getRequestURI(),
                                            new String(call.getRequestBody().readAllBytes(), UTF_8),
                                            state,
                                            token));
                    String answer =
                            status != 200
                                    ? "{\"title\":\"No\",\"detail\":\"It has changed.\",\"remedy\":\"Look.\",\"differences\":[{\"field\":\"position\",\"then\":\"41\",\"now\":\"12\"}]}"
                                    : call.getRequestURI().getPath().endsWith("/tail")
                                            ? tail(call.getRequestHeaders())
                                            : call.getRequestURI().getPath().contains("/jobs/")
                                                    ? job(jobStates.removeFirst())
                                                    : call.getRequestMethod().equals("GET")
                                                            ? "{\"items\":[{\"name\":\"a\",\"messages\":3}],\"total\":1}"
                                                            : PLAN;
                    byte[] bytes = answer.getBytes(UTF_8);
                    call.sendResponseHeaders(status, bytes.length);
                    call.getResponseBody().write(bytes);
                    call.close();
                });
        server.start();
    }

    private static String job(String state) {
        return "{\"id\":\"7\",\"state\":\"%s\",\"done\":40,\"total\":90,\"refused\":0,\"parkedAgain\":2,\"sentence\":\"So it ended.\"}"
                .formatted(state);
    }

    /** The first connection is lost after a message, the second one goes on from there. */
    private static String tail(Headers headers) {
        return headers.containsKey("Last-Event-ID")
                ? "event: ended\ndata: {\"reason\":\"after %s\"}\n\n"
                        .formatted(headers.getFirst("Last-Event-ID"))
                : "retry: 2000\n\n:\n\nid: 40\nevent: skipped\ndata: {\"skipped\":39}\n\n"
                        + "id: 41\nevent: message\ndata: {\"sequence\":41,\"time\":\"12:00\","
                        + "\"size\":900,\"isWhole\":false,\"data\":\"two\\nlines\"}\n\n";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(boolean isInteractive, String input, String... args) {
        Console console =
                new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--url");
        all.add("http://localhost:" + server.getAddress().getPort());
        return Admin.commandLine(
                        console,
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        isInteractive,
                        Map.of("XDG_STATE_HOME", directory.toString()),
                        interrupts)
                .execute(all.toArray(String[]::new));
    }

    @Test
    void shouldListWithTheTokenOfThisMachine() throws IOException {
        // given
        Path token = directory.resolve("stanchion/admin-token-" + server.getAddress().getPort());
        Files.createDirectories(token.getParent());
        Files.writeString(token, "secret\n");

        // when
        int code = run(false, "", "channels", "--match", "a b");

        // then
        assertThat(code).isZero();
        assertThat(requests).containsExactly("GET /api/v1/channels?q=a%20b  null Bearer secret");
        assertThat(out.toString(UTF_8)).contains("name  messages").contains("a     3");
    }

    @Test
    void shouldAskOnATerminalAndMakeThePlanThatWasShown() {
        // when
        int code =
                run(true, "y\n", "move", "a:b", "--group", "g", "--to", "-5", "--keep-in-flight");

        // then
        assertThat(code).isZero();
        assertThat(requests)
                .containsExactly(
                        "PUT /api/v1/channels/a%3Ab/groups/g/position?dry_run=true"
                                + " {\"to\":{\"by\":-5},\"keepInFlight\":true} null null",
                        "PUT /api/v1/channels/a%3Ab/groups/g/position"
                                + " {\"to\":{\"by\":-5},\"keepInFlight\":true} \"1:2:3\" null");
        assertThat(err.toString(UTF_8)).contains("It goes back.", "Somebody is there.", "Go on?");
        assertThat(out.toString(UTF_8)).isEqualTo("Done: It goes back." + System.lineSeparator());
    }

    @Test
    void shouldChangeNothingThatNobodyHasAgreedTo() {
        // then
        assertThat(run(true, "n\n", "purge", "a", "--all")).isEqualTo(4);
        assertThat(run(true, "", "purge", "a", "--all")).isEqualTo(4);
        assertThat(run(false, "y\n", "purge", "a", "--all")).isEqualTo(4);
        assertThat(requests).hasSize(3).allMatch(request -> request.contains("dry_run=true"));
        assertThat(err.toString(UTF_8)).contains("--state 1:2:3");
    }

    @Test
    void shouldShowAPlanAndChangeNothing() {
        // then
        assertThat(run(true, "y\n", "delete-channel", "a", "--kick", "--dry-run")).isZero();
        assertThat(requests)
                .containsExactly("DELETE /api/v1/channels/a?kick=true&dry_run=true  null null");
        assertThat(out.toString(UTF_8)).contains("Warning: Somebody is there.", "State: 1:2:3");
    }

    @Test
    void shouldMakeAChangeWithoutAskingIfItIsAgreedToBefore() {
        // then
        assertThat(run(false, "", "skip", "a", "--durable", "c/d", "41", "42", "--yes")).isZero();
        assertThat(run(false, "", "kick", "c", "--block", "5m", "--state", "9:9")).isZero();
        assertThat(
                        run(
                                false,
                                "",
                                "skip",
                                "a",
                                "--group",
                                "g",
                                "7",
                                "--park",
                                "--reason",
                                "bad \"id\"",
                                "--yes"))
                .isZero();
        assertThat(requests)
                .containsExactlyInAnyOrder(
                        "POST /api/v1/channels/a/groups/g/skip"
                                + " {\"sequences\":[7],\"park\":true,\"reason\":\"bad \\\"id\\\"\"} * null",
                        "POST /api/v1/channels/a/durables/c/d/skip {\"sequences\":[41,42]} * null",
                        "DELETE /api/v1/clients/c {\"block\":\"5m\"} \"9:9\" null");
    }

    @Test
    void shouldTailAndGoOnAfterALostConnection() {
        // when
        int code = run(false, "", "tail", "a:b", "--contains", "x y", "--from", "first");

        // then
        assertThat(code).isZero();
        assertThat(requests)
                .hasSize(2)
                .allMatch(request ->
                        request.startsWith(
                                "GET /api/v1/channels/a%3Ab/tail?from=first&contains=x%20y"));
        assertThat(out.toString(UTF_8))
                .isEqualTo("41  12:00  two lines… (900 bytes)" + System.lineSeparator());
        assertThat(err.toString(UTF_8))
                .contains("39 messages are left out here.", "lost; trying again", "after 41");
    }

    @Test
    void shouldEndATailAfterSoManyMessages() {
        // then
        assertThat(run(false, "", "tail", "a", "--limit", "1", "--json")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("{\"sequence\":41");
        assertThat(run(false, "", "tail", "a", "--limit", "0")).isEqualTo(2);
        status = 404;
        assertThat(run(false, "", "tail", "a")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("It has changed.");
    }

    @Test
    void shouldDismissAFinding() {
        // then
        assertThat(run(false, "", "dismiss", "a1")).isZero();
        assertThat(run(false, "", "dismiss", "a1", "--undo")).isZero();
        assertThat(run(false, "", "findings", "--dismissed")).isZero();
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/findings/a1/dismiss {} null null",
                        "POST /api/v1/findings/a1/dismiss {\"dismissed\":false} null null",
                        "GET /api/v1/findings?dismissed=true  null null");
    }

    @Test
    void shouldReloadTheConfigurationAfterItsPlan() {
        // then
        assertThat(run(false, "", "reload", "--dry-run")).isZero();
        assertThat(run(true, "n\n", "reload")).isEqualTo(4);
        assertThat(run(false, "", "reload", "--yes")).isZero();
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/server/reload?dry_run=true {} null null",
                        "POST /api/v1/server/reload?dry_run=true {} null null",
                        "POST /api/v1/server/reload {} * null");
        assertThat(out.toString(UTF_8)).contains("  max_payload = 5000\n", "Done: It goes back.");
        assertThat(err.toString(UTF_8)).contains("  max_payload = 5000\n");
    }

    @Test
    void shouldListTheSettingsThatAreInEffect() {
        assertThat(run(false, "", "configuration")).isZero();
        assertThat(requests).containsExactly("GET /api/v1/server/configuration  null null");
    }

    @Test
    void shouldListTheAuditAndSwitchTheReadOnlyMode() {
        // then
        assertThat(run(false, "", "audit", "--limit", "5")).isZero();
        assertThat(run(false, "", "read-only", "on")).isZero();
        assertThat(run(false, "", "read-only", "off")).isZero();
        assertThat(run(false, "", "read-only", "yes")).isEqualTo(2);
        assertThat(requests)
                .containsExactly(
                        "GET /api/v1/audit?limit=5  null null",
                        "PUT /api/v1/server/read-only {\"readOnly\":true} null null",
                        "PUT /api/v1/server/read-only {\"readOnly\":false} null null");
        assertThat(err.toString(UTF_8)).contains("'yes' is neither on nor off");
    }

    @Test
    void shouldExportAndImportDefinitions() throws IOException {
        // given
        Path file = directory.resolve("definitions.json");

        // then
        assertThat(run(false, "", "export", "--definitions", "--to", file.toString())).isZero();
        assertThat(file).content().startsWith("{\"items\"");
        assertThat(run(false, "", "export", "--definitions", "--to", file.toString()))
                .isEqualTo(2); // it would be written over
        assertThat(run(false, "", "export")).isEqualTo(2);
        Files.writeString(file, "{\"format\":1}");
        assertThat(run(false, "", "import", file.toString(), "--move", "--yes")).isZero();
        assertThat(run(false, "", "import", file + "x", "--yes")).isEqualTo(2);
        assertThat(requests)
                .hasSize(3)
                .last()
                .isEqualTo("PUT /api/v1/definitions?move=true {\"format\":1} * null");
    }

    @Test
    void shouldFollowAJobToItsEnd() {
        // given
        jobStates.addAll(List.of("running", "done"));

        // when
        int code =
                run(
                        false,
                        "",
                        "parked",
                        "redrive",
                        "a",
                        "--all",
                        "--group",
                        "g",
                        "--max-per-second",
                        "7",
                        "--yes");

        // then
        assertThat(code).isZero();
        assertThat(requests.getFirst())
                .isEqualTo(
                        "POST /api/v1/channels/a/parked/redrive"
                                + " {\"all\":true,\"group\":\"g\",\"maxPerSecond\":7} * null");
        assertThat(err.toString(UTF_8)).contains("40 of 90 sent again, 2 parked again");
        assertThat(out.toString(UTF_8)).contains("So it ended.");
    }

    @Test
    void shouldEndAJobByAnInterrupt() {
        // given
        jobStates.addAll(List.of("running", "cancelling", "cancelled"));
        List<Integer> codes = new ArrayList<>();
        interrupts =
                action -> {
                    action.run();
                    return codes::add;
                };

        // when
        int code = run(false, "", "parked", "redrive", "a", "--reason", "5 attempts", "--yes");

        // then
        assertThat(code).isEqualTo(1);
        assertThat(codes).containsExactly(1);
        assertThat(requests).anyMatch(request -> request.startsWith("DELETE /api/v1/jobs/"));
    }

    @Test
    void shouldNotWaitForAJobIfToldSo() {
        // then
        assertThat(run(false, "", "parked", "redrive", "a", "--all", "--no-wait", "--yes"))
                .isZero();
        assertThat(requests).hasSize(1);
        assertThat(run(false, "", "parked", "redrive", "a", "--yes")).isEqualTo(2);
        assertThat(run(false, "", "parked", "redrive", "a", "1", "--all", "--yes")).isEqualTo(2);
        assertThat(requests).hasSize(1);
    }

    @Test
    void shouldTellThatThePlanDoesNotFitAnyMore() {
        // given
        status = 412;

        // then
        assertThat(run(false, "", "resume", "a", "--state", "9:9")).isEqualTo(4);
        assertThat(err.toString(UTF_8))
                .contains("It has changed.", "position: 41 in the plan, 12 now")
                .contains("agree to it with --state")
                .doesNotContain("If-Match", "Look.\n");
        status = 428;
        assertThat(run(false, "", "resume", "a", "--state", "")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Look at the plan with --dry-run");
        status = 403;
        assertThat(run(false, "", "resume", "a", "--yes")).isEqualTo(1);
        status = 409;
        assertThat(run(false, "", "resume", "a", "--yes")).isEqualTo(1);
    }

    @Test
    void shouldTellWhatIsWrongWithTheArguments() {
        // then
        assertThat(run(false, "", "purge", "a", "--all", "--up-to", "3")).isEqualTo(2);
        assertThat(run(false, "", "move", "a", "--to", "3")).isEqualTo(2);
        assertThat(run(false, "", "skip", "a", "--durable", "c", "3")).isEqualTo(2);
        assertThat(run(false, "", "skip", "a", "--group", "g", "3", "--reason", "x", "--yes"))
                .isEqualTo(2);
        assertThat(run(false, "", "describe")).isEqualTo(2);
        assertThat(run(false, "", "move", "a", "--group", "g", "--to", "monday")).isEqualTo(2);
        assertThat(run(false, "", "peek", "a", "--from", "monday")).isEqualTo(2);
        assertThat(run(false, "", "import", "nowhere.json")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains(
                        "--to: monday (expected: first, last, a sequence, +n, -n, or a time like"
                                + " 2026-12-01T10:00:00Z)",
                        "--from: monday (expected: first, last, a sequence, or a time like",
                        "nowhere.json cannot be read: there is no such file or directory");
        assertThat(requests).isEmpty();
    }

    @Test
    void shouldTellThatNoServerAnswers() {
        // given
        server.stop(0);

        // then
        assertThat(run(false, "", "channels")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("No server answers at").contains("--url");
    }
}
