package dev.stanchion.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stanchion.cli.api.JsonTree;
import dev.stanchion.cli.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports from a server, and imports into it, that keeps one channel in a list. */
class ExchangeTest {
    private static final int PAGE = 400;

    @TempDir private Path directory;

    private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
    private final List<String> definitions = Collections.synchronizedList(new ArrayList<>());
    private final List<String> deletes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> purges = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int failAfterBatches = Integer.MAX_VALUE;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String message(long sequence) {
        return "{\"type\":\"message\",\"channel\":\"orders\",\"sequence\":%d,\"time\":\"2026-01-01T00:00:0%dZ\",\"data\":\"d\"}"
                .formatted(sequence, sequence % 10);
    }

    private static long sequenceOf(String line) {
        return Long.parseLong(JsonTree.text(JsonTree.object(line), "sequence"));
    }

    private long last() {
        return kept.isEmpty() ? 0 : sequenceOf(kept.getLast());
    }

    private void handle(HttpExchange call) throws IOException {
        String path = call.getRequestURI().toString().replace("/api/v1", "");
        String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
        if (path.equals("/server")) {
            answer(call, 200, "{\"version\":\"1.2\",\"clusterId\":\"tickets\"}");
        } else if (path.startsWith("/channels?")) {
            answer(call, 200, "{\"items\":[{\"name\":\"orders\"}],\"total\":1}");
        } else if (path.startsWith("/definitions")) {
            if (call.getRequestMethod().equals("PUT")) {
                definitions.add(body);
            }
            answer(
                    call,
                    200,
                    "{\"channels\":[{\"name\":\"orders\",\"positions\":[{\"kind\":\"group\",\"name\":\"d:g\",\"nextSequence\":2}]}]}");
        } else if (path.contains("/export")) {
            export(call, path);
        } else if (path.contains("/import")) {
            importSome(call, JsonTree.object(body));
        } else if (path.endsWith("/purge")) {
            purges.add(body);
            answer(call, 200, "{\"summary\":\"Gone.\"}");
        } else if (call.getRequestMethod().equals("DELETE")) {
            deletes.add(path);
            answer(call, 200, "{\"summary\":\"Deleted.\",\"state\":\"s\"}");
        } else if (path.endsWith("/drop")) {
            purges.add(body);
            answer(call, 200, "{\"summary\":\"Dropped.\"}");
        } else if (path.contains("/parked/")) {
            answer(
                    call,
                    200,
                    "{\"sequence\":%s,\"originalSequence\":41,\"storedAt\":\"2026-01-01T00:00:00Z\",\"attempts\":5,\"position\":\"group:g\",\"reason\":\"5 attempts\",\"parkedAt\":\"2026-01-02T00:00:00Z\",\"data\":\"d\"}"
                            .formatted(path.replaceAll(".*/", "")));
        } else if (path.contains("/messages/")) {
            answer(call, 200, kept.getLast());
        } else if (kept.isEmpty()) {
            answer(call, 404, "{\"detail\":\"there is no such channel\",\"near\":[\"order\"]}");
        } else {
            answer(
                    call,
                    200,
                    "{\"messages\":%d,\"firstSequence\":%d,\"lastSequence\":%d}"
                            .formatted(kept.size(), sequenceOf(kept.getFirst()), last()));
        }
    }

    private void export(HttpExchange call, String path) throws IOException {
        long from = Long.parseLong(path.replaceAll(".*from=(\\d+).*", "$1"));
        long upTo = Long.parseLong(path.replaceAll(".*upTo=(\\d+).*", "$1"));
        List<String> page =
                kept.stream()
                        .filter(line -> sequenceOf(line) >= from && sequenceOf(line) <= upTo)
                        .limit(PAGE)
                        .toList();
        call.getResponseHeaders().add("Stanchion-Last-Sequence", String.valueOf(last()));
        long next = page.isEmpty() ? upTo + 1 : sequenceOf(page.getLast()) + 1;
        if (next <= upTo) {
            call.getResponseHeaders().add("Stanchion-Next", String.valueOf(next));
        }
        answer(call, 200, String.join("", page.stream().map(line -> line + "\n").toList()));
    }

    private void importSome(HttpExchange call, Map<String, Object> body) throws IOException {
        if (batches.size() == failAfterBatches) {
            answer(call, 503, "{\"detail\":\"the disk is full\",\"remedy\":\"make room\"}");
            return;
        }
        assertThat(JsonTree.text(body, "behind")).isEqualTo(String.valueOf(last()));
        List<Map<String, Object>> messages = JsonTree.objects(body, "messages");
        batches.add(messages.size());
        boolean isRenumbered = JsonTree.text(body, "renumber").equals("true");
        for (Map<String, Object> each : messages) {
            kept.add(
                    message(
                            isRenumbered
                                    ? last() + 1
                                    : Long.parseLong(JsonTree.text(each, "sequence"))));
        }
        answer(call, 200, "{\"sequence\":%d}".formatted(last()));
    }

    private static void answer(HttpExchange call, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        Console console =
                new Console(new PrintStream(out, true), new PrintStream(err, true), false);
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--url");
        all.add("http://localhost:" + server.getAddress().getPort());
        return Admin.commandLine(
                        console,
                        new ByteArrayInputStream(new byte[0]),
                        false,
                        Map.of("XDG_STATE_HOME", directory.toString()),
                        action -> code -> {})
                .execute(all.toArray(String[]::new));
    }

    private void fill(long from, long upTo) {
        for (long sequence = from; sequence <= upTo; sequence++) {
            kept.add(message(sequence));
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void shouldImportWhatItHasExportedInPagesAndBatches() throws IOException {
        // given
        fill(3, 1_202);
        List<String> original = List.copyOf(kept);

        // when
        int exported = run("export", "orders", "--definitions", "--to", file("o.jsonl.gz"));
        kept.clear();
        int imported = run("import", file("o.jsonl.gz"), "--yes");

        // then
        assertThat(exported).isZero();
        assertThat(imported).as(() -> err.toString(UTF_8)).isZero();
        assertThat(kept).isEqualTo(original);
        assertThat(batches).containsExactly(500, 500, 200);
        assertThat(definitions)
                .containsExactly(
                        "{\"format\":1,\"channels\":[{\"name\":\"orders\",\"positions\":[{\"kind\":\"group\",\"name\":\"d:g\",\"nextSequence\":2}]}]}");
        assertThat(out.toString(UTF_8))
                .contains("Done: 1,200 messages are imported, and 1 position exists.");
    }

    @Test
    void shouldWriteLinesThatSayWhatTheyAre() {
        // given
        fill(1, 3);

        // when
        int code = run("export", "--all", "--from", "2");

        // then
        assertThat(code).isZero();
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines.getFirst())
                .startsWith(
                        "{\"type\":\"export\",\"format\":1,\"serverVersion\":\"1.2\",\"clusterId\":\"tickets\",\"exportedAt\":\"");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "{\"type\":\"channel\",\"channel\":\"orders\",\"firstSequence\":1,\"lastSequence\":3}",
                        message(2),
                        message(3),
                        "{\"type\":\"end\",\"channels\":1,\"messages\":2,\"positions\":0}");
    }

    @Test
    void shouldShowThePlanAndTakeItsState() throws IOException {
        // given
        fill(1, 3);
        run("export", "orders", "--to", file("o.jsonl"));
        kept.clear();

        // when
        int planned = run("import", file("o.jsonl"), "--dry-run");
        String plan = out.toString(UTF_8);
        String state = plan.replaceAll("(?s).*State: (\\S+).*", "$1");

        // then
        assertThat(planned).isZero();
        assertThat(plan)
                .contains(
                        "3 messages (1 to 3) are put into orders, a new channel. They keep their"
                                + " sequences and times.");
        assertThat(run("import", file("o.jsonl"))).isEqualTo(Dialog.NOT_AGREED);
        assertThat(run("import", file("o.jsonl"), "--state", "00000000:0.0"))
                .isEqualTo(Dialog.NOT_AGREED);
        assertThat(err.toString(UTF_8)).contains("another file, or for other options");
        String otherPlace = state.replace(":0.0", ":7.12");
        assertThat(run("import", file("o.jsonl"), "--state", otherPlace))
                .isEqualTo(Dialog.NOT_AGREED);
        assertThat(err.toString(UTF_8))
                .contains("orders: 7 messages up to 12 in the plan, 0 messages up to 0 now");
        assertThat(kept).isEmpty();
        assertThat(run("import", file("o.jsonl"), "--state", state)).isZero();
        assertThat(kept).hasSize(3);
    }

    @Test
    void shouldGoOnBehindWhatTheServerHas() {
        // given
        fill(1, 1_200);
        run("export", "orders", "--to", file("o.jsonl"));
        kept.clear();
        failAfterBatches = 1;

        // when
        int failed = run("import", file("o.jsonl"), "--yes");
        String problem = err.toString(UTF_8);
        failAfterBatches = Integer.MAX_VALUE;

        // then
        assertThat(failed).isEqualTo(Dialog.FAILED);
        assertThat(problem)
                .contains("500 messages are imported; then, of orders: the disk is full")
                .contains("go on with --resume");
        assertThat(run("import", file("o.jsonl"), "--yes")).isEqualTo(Dialog.FAILED);
        assertThat(err.toString(UTF_8)).contains("orders has messages. --resume leaves out");
        assertThat(run("import", file("o.jsonl"), "--resume", "--yes")).isZero();
        assertThat(kept).hasSize(1_200);
        assertThat(run("import", file("o.jsonl"), "--resume", "--yes")).isZero();
        assertThat(kept).hasSize(1_200);
    }

    @Test
    void shouldNotResumeInAnotherChannelOfThatName() {
        // given
        fill(1, 9);
        run("export", "orders", "--to", file("o.jsonl"));
        kept.clear();
        kept.add(message(5).replace("2026", "2025"));

        // when
        int code = run("import", file("o.jsonl"), "--resume", "--yes");

        // then
        assertThat(code).isEqualTo(Dialog.FAILED);
        assertThat(err.toString(UTF_8)).contains("Message 5 of orders is another one in the file");
        assertThat(kept).hasSize(1);
    }

    @Test
    void shouldAppendWithNewSequences() {
        // given
        fill(1, 3);
        run("export", "orders", "--to", file("o.jsonl"));

        // when
        int code = run("import", file("o.jsonl"), "--renumber", "--yes");

        // then
        assertThat(code).as(() -> err.toString(UTF_8)).isZero();
        assertThat(kept).hasSize(6);
    }

    @Test
    void shouldRefuseAFileThatIsCutOrBroken() throws IOException {
        // given
        fill(1, 3);
        run("export", "orders", "--to", file("o.jsonl"));
        kept.clear();
        List<String> lines = Files.readAllLines(Path.of(file("o.jsonl")));

        // then
        assertThat(problemOf(lines.subList(0, 4))).contains("the file has no end");
        assertThat(problemOf(List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(5))))
                .contains("line 4: the file should have 1 channels, 3 messages");
        assertThat(problemOf(List.of(lines.get(0), lines.get(2))))
                .contains("line 2: it is not of the channel whose lines these are");
        assertThat(problemOf(List.of(lines.get(0), lines.get(1), lines.get(3), lines.get(2))))
                .contains("line 4: sequence 1 behind 2");
        assertThat(problemOf(List.of(lines.get(0).replace("\"format\":1", "\"format\":9"))))
                .contains("format 9 (expected: 1)");
        assertThat(problemOf(List.of(lines.get(0), "{}"))).contains("line 2: not a line");
        assertThat(kept).isEmpty();
        Files.write(Path.of(file("cut.jsonl")), lines.subList(0, 4));
        assertThat(run("import", file("cut.jsonl"), "--incomplete", "--yes")).isZero();
        assertThat(kept).hasSize(2);
    }

    private String problemOf(List<String> lines) throws IOException {
        Files.write(Path.of(file("broken.jsonl")), lines);
        assertThat(run("import", file("broken.jsonl"), "--yes")).isEqualTo(Dialog.FAILED);
        return err.toString(UTF_8);
    }

    @Test
    void shouldNotBeginAFileForAChannelThatIsNotThere() {
        assertThat(run("export", "orders", "--to", file("o.jsonl"))).isEqualTo(Dialog.FAILED);
        assertThat(err.toString(UTF_8))
                .contains("orders: there is no such channel; did you mean order?");
        assertThat(Path.of(file("o.jsonl"))).doesNotExist();
    }

    @Test
    void shouldTellWhatDoesNotFitTogether() throws IOException {
        fill(1, 3);
        run("export", "orders", "--to", file("o.jsonl"));

        assertThat(run("export")).isEqualTo(Dialog.WRONG_USAGE);
        assertThat(run("export", "orders", "--all")).isEqualTo(Dialog.WRONG_USAGE);
        assertThat(run("export", "orders", "--from", "5", "--up-to", "4"))
                .isEqualTo(Dialog.WRONG_USAGE);
        assertThat(run("import", file("o.jsonl"), "--move")).isEqualTo(Dialog.WRONG_USAGE);
        assertThat(run("import", file("o.jsonl"), "--resume", "--renumber"))
                .isEqualTo(Dialog.WRONG_USAGE);
        assertThat(run("import", file("nothing.jsonl"))).isEqualTo(Dialog.WRONG_USAGE);
        assertThat(run("export", "orders", "--to", file("o.jsonl"))).isEqualTo(Dialog.FAILED);
        assertThat(err.toString(UTF_8)).contains("the file exists");
    }

    @Test
    void shouldCopyWhatAPurgeRemovesAndRemoveExactlyThat() throws IOException {
        // given
        fill(1, 9);

        // when
        int code =
                run("purge", "orders", "--keep-last", "2", "--keep-copy", file("p.jsonl"), "--yes");

        // then
        assertThat(code).as(() -> err.toString(UTF_8)).isZero();
        assertThat(purges).containsExactly("{\"upTo\":7}");
        List<String> lines = Files.readAllLines(Path.of(file("p.jsonl")));
        assertThat(lines).hasSize(10).contains(message(1), message(7)).doesNotContain(message(8));
        assertThat(
                        run(
                                "purge",
                                "orders",
                                "--older-than",
                                "1h",
                                "--keep-copy",
                                file("q.jsonl"),
                                "--yes"))
                .isEqualTo(Dialog.WRONG_USAGE);
        assertThat(purges).hasSize(1);
    }

    @Test
    void shouldCopyAChannelBeforeItIsDeletedAndDeleteExactlyThat() throws IOException {
        // given
        fill(1, 5);
        String copy = file("c.jsonl");

        // when
        int asked = run("delete-channel", "orders", "--keep-copy", copy);

        // then: nobody has agreed
        assertThat(asked).isEqualTo(Dialog.NOT_AGREED);
        assertThat(Path.of(copy)).doesNotExist();
        assertThat(deletes).containsExactly("/channels/orders?kick=false&last=5&dry_run=true");

        // when
        int code = run("delete-channel", "orders", "--kick", "--keep-copy", copy, "--yes");

        // then
        assertThat(code).as(() -> err.toString(UTF_8)).isZero();
        assertThat(deletes).last().isEqualTo("/channels/orders?kick=true&last=5");
        assertThat(Files.readAllLines(Path.of(copy)))
                .hasSize(9)
                .contains(message(1), message(5))
                .anyMatch(line -> line.startsWith("{\"type\":\"position\""));

        // when: there is a copy of this name
        int again = run("delete-channel", "orders", "--keep-copy", copy, "--yes");

        // then
        assertThat(again).isEqualTo(Dialog.FAILED);
        assertThat(err.toString(UTF_8)).contains(copy).contains("Nothing was changed.");
        assertThat(deletes).hasSize(2);
    }

    @Test
    void shouldCopyNothingThatAPurgeWouldLeave() {
        // given
        fill(1, 5);

        // when
        int code =
                run("purge", "orders", "--keep-last", "9", "--keep-copy", file("n.jsonl"), "--yes");

        // then
        assertThat(code).isZero();
        assertThat(purges).isEmpty();
        assertThat(Path.of(file("n.jsonl"))).doesNotExist();
    }

    @Test
    void shouldCopyParkedMessagesWithTheirReasons() throws IOException {
        // when
        int code =
                run("parked", "drop", "orders", "3", "4", "--keep-copy", file("d.jsonl"), "--yes");

        // then
        assertThat(code).as(() -> err.toString(UTF_8)).isZero();
        assertThat(purges).containsExactly("{\"sequences\":[3,4]}");
        String note =
                "{\"sequence\":%d,\"position\":\"group:g\",\"reason\":\"5 attempts\",\"attempts\":5,\"parkedAt\":\"2026-01-02T00:00:00Z\",\"lastHolder\":\"\"}";
        assertThat(Files.readAllLines(Path.of(file("d.jsonl"))))
                .hasSize(4)
                .contains(
                        "{\"type\":\"message\",\"channel\":\"orders\",\"sequence\":41,\"time\":\"2026-01-01T00:00:00Z\",\"data\":\"d\",\"parked\":[%s,%s]}"
                                .formatted(note.formatted(3), note.formatted(4)));
        assertThat(run("import", file("d.jsonl"), "--renumber", "--yes")).isZero();
        assertThat(kept).hasSize(1);
    }
}
