package dev.stanchion.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.server.file.FileOpenException;
import dev.stanchion.server.log.LogOptions.Detail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Isolated("resets the logging of the whole process")
class ServerLogTest {
    private static final Logger STREAMING = LoggerFactory.getLogger("dev.stanchion.engine.client");
    private static final Logger CORE = LoggerFactory.getLogger("dev.stanchion.nats.NatsServer");
    private static final Logger FOREIGN = LoggerFactory.getLogger("io.netty.Whatever");

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    private static LogOptions options(@Nullable Path file, Detail streaming, Detail core) {
        return LogOptions.DEFAULT
                .to(file == null ? Destination.STDERR : new Destination.File(file, 0))
                .shaped(LogOptions.Shape.TEXT, false)
                .withDetails(streaming, core, Map.of());
    }

    private static void logEverything() {
        for (Logger logger : new Logger[] {STREAMING, CORE, FOREIGN}) {
            logger.trace("trace");
            logger.debug("debug");
            logger.info("info {}", 1);
            logger.warn("warn");
        }
    }

    private static String[] withoutPid(String lines) {
        return lines.replaceAll("(?m)^\\[\\d+] ", "").split("\n");
    }

    @Test
    void shouldSayWhatHappensAndNoDetails() {
        // when
        try (ServerLog log =
                ServerLog.install(options(null, Detail.NORMAL, Detail.NORMAL), stderr, false)) {
            logEverything();
            log.fatal("Failed to start: x");
            log.fatalInCore("Error listening on port");
        }

        // then
        assertThat(withoutPid(stderr.toString(UTF_8)))
                .containsExactly(
                        "[INF] STREAM: info 1",
                        "[WRN] STREAM: warn",
                        "[INF] info 1",
                        "[WRN] warn",
                        "[WRN] warn",
                        "[FTL] STREAM: Failed to start: x",
                        "[FTL] Error listening on port");
    }

    @Test
    void shouldSwitchDebugAndTraceOfBothLayersIndependently() {
        // when
        Detail traceOnly = new Detail(false, true);
        Detail debugOnly = new Detail(true, false);
        ServerLog log = ServerLog.install(options(null, debugOnly, traceOnly), stderr, false);
        logEverything();
        log.close();

        // then
        assertThat(withoutPid(stderr.toString(UTF_8)))
                .containsExactly(
                        "[DBG] STREAM: debug",
                        "[INF] STREAM: info 1",
                        "[WRN] STREAM: warn",
                        "[TRC] trace",
                        "[INF] info 1",
                        "[WRN] warn",
                        "[WRN] warn");
    }

    @Test
    void shouldBeQuietAfterClosing() {
        // given
        ServerLog log =
                ServerLog.install(options(null, Detail.NORMAL, Detail.NORMAL), stderr, false);

        // when
        log.close();
        log.close();
        STREAMING.info("late");

        // then
        assertThat(stderr.size()).isZero();
    }

    @Test
    void shouldAppendToAFileWithoutColoursAndLeaveStderrAlone(@TempDir Path dir)
            throws IOException {
        // given
        Path file = Files.writeString(dir.resolve("log"), "before\n");

        // when
        ServerLog log =
                ServerLog.install(options(file, Detail.NORMAL, Detail.NORMAL), stderr, true);
        CORE.info("after");
        log.close();

        // then
        assertThat(withoutPid(Files.readString(file))).containsExactly("before", "[INF] after");
        assertThat(stderr.size()).isZero();
    }

    @Test
    void shouldCreateTheFileForOwnerAndGroupOnly(@TempDir Path dir) throws IOException {
        // given
        Path file = dir.resolve("log");

        // when
        ServerLog.install(options(file, Detail.NORMAL, Detail.NORMAL), stderr, false).close();

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .matches("rw-[r-][w-]----");
    }

    @Test
    void shouldGoOnInANewFileAfterTheOldOneWasMoved(@TempDir Path dir) throws IOException {
        // given
        Path file = dir.resolve("log");
        try (ServerLog log =
                ServerLog.install(options(file, Detail.NORMAL, Detail.NORMAL), stderr, false)) {
            CORE.info("one");
            Files.move(file, dir.resolve("old"));

            // when
            boolean reopened = log.reopen();
            CORE.info("two");

            // then
            assertThat(reopened).isTrue();
        }
        assertThat(withoutPid(Files.readString(dir.resolve("old")))).containsExactly("[INF] one");
        assertThat(withoutPid(Files.readString(file))).containsExactly("[INF] two");
    }

    @Test
    void shouldNotReopenStderr() {
        try (ServerLog log = ServerLog.install(LogOptions.DEFAULT, stderr, false)) {
            assertThat(log.reopen()).isFalse();
        }
    }

    @Test
    void shouldSayWhyAFileCannotBeOpened(@TempDir Path dir) {
        Path missing = dir.resolve("no/such/log");
        assertThatThrownBy(() ->
                        ServerLog.install(
                                options(missing, Detail.NORMAL, Detail.NORMAL), stderr, false))
                .isInstanceOf(FileOpenException.class)
                .hasMessage("open " + missing + ": no such file or directory");
        assertThatThrownBy(() ->
                        ServerLog.install(
                                options(dir, Detail.NORMAL, Detail.NORMAL), stderr, false))
                .hasMessage("open " + dir + ": is a directory");
    }

    @Test
    void shouldWriteObjectsForWhatCollectsLogs() {
        // when
        try (ServerLog log =
                ServerLog.install(
                        LogOptions.DEFAULT.shaped(LogOptions.Shape.JSON, true), stderr, true)) {
            STREAMING.info("a \"quoted\"\nline");
            CORE.error("it failed", new IllegalStateException("why"));
            log.fatal("over");
        }

        // then
        String[] lines = stderr.toString(UTF_8).split("\n");
        assertThat(lines[0])
                .matches(
                        "\\{\"time\":\"[0-9T:.-]+Z\",\"level\":\"info\",\"component\":\"clients\".*")
                .endsWith("\"message\":\"a \\\"quoted\\\"\\\\nline\"}");
        assertThat(lines[1])
                .contains("\"level\":\"error\",\"component\":\"nats\"")
                .contains("\"stackTrace\":\"java.lang.IllegalStateException: why\\n");
        assertThat(lines[2]).contains("\"level\":\"fatal\",\"component\":\"server\"");
        assertThat(lines).hasSize(3);
    }

    @Test
    void shouldLetAPartSayMoreOrLessThanItsLayer() {
        // given
        LogOptions options =
                options(null, Detail.NORMAL, Detail.NORMAL)
                        .withDetails(
                                Detail.NORMAL,
                                Detail.NORMAL,
                                Map.of(
                                        Component.CLIENTS,
                                        LineLevel.TRACE,
                                        Component.NATS,
                                        LineLevel.ERROR));

        // when
        ServerLog log = ServerLog.install(options, stderr, false);
        logEverything();
        log.close();

        // then
        assertThat(withoutPid(stderr.toString(UTF_8)))
                .containsExactly(
                        "[TRC] STREAM: trace",
                        "[DBG] STREAM: debug",
                        "[INF] STREAM: info 1",
                        "[WRN] STREAM: warn",
                        "[WRN] warn");
    }

    @Test
    void shouldGoOnWithOtherOptions(@TempDir Path dir) throws IOException {
        // given
        LogOptions before = options(null, new Detail(true, false), Detail.NORMAL);
        ServerLog log = ServerLog.install(before, stderr, false);
        STREAMING.debug("one");

        // when
        Path file = dir.resolve("log");
        log.become(options(file, Detail.NORMAL, Detail.NORMAL));
        STREAMING.debug("two");
        STREAMING.info("three");
        assertThatThrownBy(
                        () -> log.become(options(dir.resolve("x/y"), Detail.NORMAL, Detail.NORMAL)))
                .isInstanceOf(FileOpenException.class);
        STREAMING.info("four");
        log.close();

        // then
        assertThat(withoutPid(stderr.toString(UTF_8))).containsExactly("[DBG] STREAM: one");
        assertThat(withoutPid(Files.readString(file)))
                .containsExactly("[INF] STREAM: three", "[INF] STREAM: four");
    }
}
