package dev.stanchion.acceptance.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Project;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of {@code spec/operations.md} 11 under "Signals and logs". */
@Tag("long")
class SignalsAndLogsIT {
    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 0"})
    void s11_54_shouldEndInGoodOrder(String signal, int exitCode) {
        // given
        Program server = Server.start(programs).program();

        // when
        send(signal, server);

        // then
        assertThat(server.awaitExit()).isEqualTo(exitCode);
        assertThat(server.errors()).anyMatch(line -> line.endsWith("STREAM: Shutting down."));
    }

    @Test
    void s11_56_shouldGoOnInANewFileAfterTheLogWasMoved() throws Exception {
        // given
        Path log = directory.resolve("log");
        Program server = launch("-l", log.toString(), "-log_size_limit", "20000");
        await(log, "Streaming Server is ready");

        for (String moved : List.of("moved-1", "moved-2")) {
            // when
            Files.move(log, directory.resolve(moved));
            send("USR1", server);

            // then
            await(log, "[INF] STREAM: File log re-opened");
        }
        send("USR1", server);
        send("TERM", server);
        server.awaitExit();
        assertThat(Files.readString(log)).contains("Shutting down.").doesNotContain("[DBG]");
        assertThat(server.errors()).isEmpty();
    }

    @Test
    void s11_57_shouldReadItsConfigurationAgain() throws Exception {
        // given
        Path log = directory.resolve("log");
        Path file = directory.resolve("n.conf");
        Files.writeString(file, "debug: false\nlog_file: \"%s\"\n".formatted(log));
        Program server = launch("-c", file.toString());
        await(log, "Streaming Server is ready");

        // when
        Files.writeString(file, "debug: true\nlog_file: \"%s\"\n".formatted(log));
        send("HUP", server);

        // then
        await(log, "[INF] Reloaded: debug = true");
        await(log, "[INF] Reloaded server configuration");
        send("USR1", server);
        await(log, "File log re-opened");
        assertThat(Files.readString(log).lines().toList().getLast())
                .matches("\\[\\d+] \\d{4}/\\d\\d/\\d\\d .*File log re-opened");
    }

    @Test
    void s11_58_shouldStayAsItIsIfItCannotReload() throws Exception {
        // given
        int port = FreePort.next();
        Path file = directory.resolve("n.conf");
        Files.writeString(file, "listen: \"127.0.0.1:%d\"\n".formatted(port));
        Program server = Server.launch(programs, Map.of(), List.of("-c", file.toString()));
        server.awaitLine("Streaming Server is ready");

        // when
        Files.writeString(file, "listen: \"127.0.0.1:%d\"\ndebug: true\n".formatted(port + 1));
        send("HUP", server);

        // then
        server.awaitLine(
                "[ERR] STREAM: Reload: config reload not supported for Port: old=%d, new=%d"
                        .formatted(port, port + 1));
        Files.writeString(file, "listen {{{");
        send("HUP", server);
        Waiting.until(
                "the broken syntax is told",
                () ->
                        server.errors().stream()
                                        .filter(line -> line.contains("[ERR] STREAM: Reload: "))
                                        .count()
                                == 2);
        assertThat(server.isAlive()).isTrue();
        assertThat(server.errors()).noneMatch(line -> line.contains("Reloaded"));
    }

    @Test
    void s11_59_shouldBeToldByItsOwnCommand() throws Exception {
        // given
        Path pid = directory.resolve("pid");
        Program server = launch("-P", pid.toString());
        server.awaitLine("Streaming Server is ready");
        Waiting.until("the pid is written", () -> Files.exists(pid) && Files.size(pid) > 0);

        // when
        Program quit = launch("-sl", "quit=" + pid);

        // then
        assertThat(quit.awaitExit()).isZero();
        assertThat(quit.errors()).isEmpty();
        assertThat(server.awaitExit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "foo, 'unknown signal \"foo\"'",
        "quit=x, 'invalid pid: x'",
        "quit=99999999, no such process",
        "a=b=c, 'invalid signal parameters: [c]'",
    })
    void s11_59_shouldSayWhyNobodyWasTold(String signal, String why) {
        // when
        Program told = launch("-sl", signal);

        // then
        assertThat(told.awaitExit()).isEqualTo(1);
        assertThat(told.errors().getLast()).isEqualTo(why);
    }

    @Test
    void s11_60_shouldWriteItsPidAndLeaveItThere() throws Exception {
        // given
        Path pid = directory.resolve("pid");
        Program server = launch("-P", pid.toString());
        server.awaitLine("Streaming Server is ready");

        // when
        Waiting.until(
                "the pid is written",
                () -> Files.exists(pid) && Files.readString(pid).equals("" + server.pid()));
        send("TERM", server);
        server.awaitExit();

        // then
        assertThat(Files.readString(pid)).isEqualTo(Long.toString(server.pid()));
    }

    @Test
    void s11_61_shouldSetALogAsideThatIsTooLong() throws Exception {
        // given
        Path log = directory.resolve("log");

        // when
        Program server = launch("-l", log.toString(), "-log_size_limit", "1500", "-SDV", "-DV");

        // then
        Waiting.until("a backup is there", () -> !backups("log.").isEmpty());
        send("TERM", server);
        server.awaitExit();
        Path backup = backups("log.").getFirst();
        assertThat(backup.getFileName().toString())
                .matches("log\\.\\d{4}\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d{9}");
        assertThat(Files.size(backup)).isGreaterThan(1500);
        assertThat(Files.readString(log).lines().findFirst().orElseThrow())
                .contains("[INF] Rotated log, backup saved as \"");
    }

    private List<Path> backups(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void s11_62_shouldSayOnceThatItIsReady() {
        // given
        Program server = Server.start(programs).program();

        // when
        send("TERM", server);
        server.awaitExit();

        // then
        assertThat(server.errors().stream().filter(line -> line.contains("Streaming Server is")))
                .hasSize(1)
                .allMatch(line -> line.endsWith("[INF] STREAM: Streaming Server is ready"));
    }

    @Test
    void s11_63_shouldTellEachRequestWithSdv() throws Exception {
        // given
        Monitored server = Monitored.start(programs, "-SDV");

        // when
        var client = server.client("me");
        client.publish("foo", "hello".getBytes(UTF_8));

        // then
        server.program().awaitLine("Publish subject");
        server.program().awaitLine("[TRC] STREAM: [Client:me] Received message from publisher");
        client.close();
    }

    /** Runs the server as a container does, where PID 1 has no default effects of signals. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 0"})
    void shouldEndInGoodOrderAsTheFirstProcess(String signal, int exitCode) throws Exception {
        // given
        String command = System.getProperty("acceptance.server", "bin/nats-streaming-server");
        Program container =
                programs.start(
                        "unshare",
                        Project.root(),
                        Map.of("XDG_STATE_HOME", directory.toString()),
                        List.of(
                                "sh",
                                "-c",
                                "unshare -p -f --mount-proc true || exit 99;"
                                        + " exec unshare -p -f --mount-proc --kill-child "
                                        + command
                                        + " -a 127.0.0.1 -p -1"));
        Waiting.until(
                "it is ready, or cannot be tried here",
                () ->
                        !container.isAlive()
                                || container.errors().stream()
                                        .anyMatch(line ->
                                                line.endsWith("Server is ready")
                                                        && line.contains("STREAM")));
        Assumptions.assumeTrue(container.isAlive(), "no process namespaces here");

        // when
        new ProcessBuilder("pkill", "-" + signal, "-P", Long.toString(container.pid()))
                .start()
                .waitFor();

        // then
        assertThat(container.errors()).anyMatch(line -> line.startsWith("[1] "));
        assertThat(container.awaitExit()).isEqualTo(exitCode);
        assertThat(container.errors()).anyMatch(line -> line.endsWith("Shutting down."));
    }

    private Program launch(String... flags) {
        List<String> all =
                Stream.concat(Stream.of("-a", "127.0.0.1", "-p", "-1"), Stream.of(flags)).toList();
        return Server.launch(programs, Map.of(), all);
    }

    private static void await(Path file, String text) {
        Waiting.until(
                file + " has \"" + text + "\"",
                () -> Files.exists(file) && Files.readString(file).contains(text));
    }

    private static void send(String signal, Program program) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
