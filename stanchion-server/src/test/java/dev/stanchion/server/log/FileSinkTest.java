package dev.stanchion.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-23T21:14:05.000012345Z"), ZoneOffset.UTC);

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("log");
    }

    private FileSink open(long limit) {
        return new FileSink(
                file, limit, new LineFormat(7, false, false, TimeZone.getTimeZone("UTC")), CLOCK);
    }

    private static void say(Sink sink, String text) throws IOException {
        LogRecord event = new LogRecord(Level.INFO, text);
        event.setLoggerName("dev.stanchion.nats");
        sink.write(event);
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> !each.equals(file)).sorted().toList();
        }
    }

    @Test
    void shouldSetALongFileAsideAndSayWhere() throws IOException {
        // given
        FileSink sink = open(200);

        // when
        say(sink, "one");
        say(sink, "a line that is too much" + "!".repeat(200));
        say(sink, "two");
        sink.close();

        // then
        Path backup = directory.resolve("log.2026.11.23.21.14.05.000012345");
        assertThat(backups()).containsExactly(backup);
        assertThat(backup)
                .hasContent(
                        "[7] [INF] one\n[7] [INF] a line that is too much"
                                + "!".repeat(200)
                                + "\n");
        assertThat(Files.readString(file))
                .isEqualTo(
                        "[7] [INF] Rotated log, backup saved as \""
                                + backup
                                + "\"\r\n[7] [INF] two\n");
    }

    @Test
    void shouldSetAFileAsideAtOnceThatIsTooLongWhenItIsOpened() throws IOException {
        // given
        Files.writeString(file, "x".repeat(100));

        // when
        open(30).close();

        // then
        assertThat(Files.readString(backups().getFirst()))
                .endsWith("x[7] [INF] Rotating logfile...\n");
        assertThat(Files.readString(file)).startsWith("[7] [INF] Rotated log, backup saved as ");
    }

    @Test
    void shouldNeverRotateWithoutALimit() throws IOException {
        // given
        FileSink sink = open(0);

        // when
        for (int i = 0; i < 1000; i++) {
            say(sink, "line");
        }
        sink.close();

        // then
        assertThat(backups()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(1000);
    }

    @Test
    void shouldGoOnInTheSameFileIfItCannotBeSetAside() throws IOException {
        // given: root may write everywhere, so the name is what is in the way
        FileSink sink = open(20);
        Path inTheWay = directory.resolve("log.2026.11.23.21.14.05.000012345");
        Files.createDirectory(inTheWay);
        Files.writeString(inTheWay.resolve("full"), "x");

        // when
        say(sink, "a line that is too much");
        say(sink, "two");
        sink.close();

        // then
        assertThat(Files.readString(file))
                .contains("[ERR] Unable to rename logfile for rotation")
                .contains("will attempt next rotation at size 40\n")
                .contains("[INF] two\n");
    }

    @Test
    void shouldKeepItsLimitWhenItIsOpenedAgain() throws IOException {
        // given
        FileSink sink = open(400);
        say(sink, "one");
        Files.move(file, directory.resolve("moved"));

        // when
        sink.reopen();
        say(sink, "two");
        say(sink, "three " + "!".repeat(400));
        sink.close();

        // then
        assertThat(backups()).hasSize(2);
        assertThat(Files.readString(backups().getFirst())).contains("two").doesNotContain("one");
    }
}
