package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that write a copy to a full disk, and again once there is room; and the files of a
 * server whose own disk was full.
 */
@Tag("long")
class FullDiskIT {
    private static final int MESSAGES = 1_200;
    private static final int MESSAGE_BYTES = 50_000;
    private static final int MEGABYTES = 30;
    private static final int MEGABYTES_FOR_ALL = 400;
    private static final int MORE = 5;
    private static final Pattern TOTAL = Pattern.compile("\"messages\":(\\d+)");
    private static final String FULL = "No space left on device";

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.mount(Files.createDirectory(directory.resolve("disk")), MEGABYTES);
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    private Program run(int exitCode, String... arguments) {
        Program command = StanchionCommand.start(programs, arguments);
        assertThat(command.awaitExit()).as("%s", command).isEqualTo(exitCode);
        return command;
    }

    /** Starts a server with files of its own, and gives it the messages. */
    private Server serverWithMessages(Path store, String... more) {
        Server server =
                Server.start(
                        programs,
                        Stream.concat(
                                        Stream.of("-store", "file", "-dir", store.toString()),
                                        Stream.of(more))
                                .toArray(String[]::new));
        LargeMessages.publish(server.url(), MESSAGES, MESSAGE_BYTES);
        return server;
    }

    private Path goFiles() {
        Path store = directory.resolve("go");
        String port = Integer.toString(FreePort.next());
        Program server = GoServer.start(programs, store, "-a", "127.0.0.1", "-p", port);
        LargeMessages.publish("nats://127.0.0.1:" + port, MESSAGES, MESSAGE_BYTES);
        server.terminate();
        server.awaitExit();
        return store;
    }

    /** Returns a checksum of each file. */
    private static Map<String, Long> content(Path store) {
        Map<String, Long> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                sums.put(store.relativize(file).toString(), sum.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sums;
    }

    @Test
    void shouldContinueAnImportWhenThereIsRoom() {
        // given
        Path source = goFiles();
        Map<String, Long> before = content(source);
        String target = disk.resolve("target").toString();

        // when
        Program full = run(1, "import", source.toString(), "--into", target);
        Program refused =
                Server.launch(
                        programs,
                        Map.of(),
                        List.of(
                                "-cid",
                                Server.CLUSTER_ID,
                                "-p",
                                "-1",
                                "-store",
                                "file",
                                "-dir",
                                target));

        // then
        assertThat(full.errors().toString())
                .contains("no space", target, "Make room for the target", "It continues");
        assertThat(refused.awaitExit()).as("%s", refused).isEqualTo(1);
        assertThat(content(source)).isEqualTo(before);

        // when
        disk.growTo(MEGABYTES_FOR_ALL);
        Program again = run(0, "import", source.toString(), "--into", target, "--json");

        // then
        assertThat(again.output().getLast())
                .contains("\"messages\":" + MESSAGES, "\"losses\":0")
                .doesNotContain("\"kept\":0,");
        assertThat(content(source)).isEqualTo(before);
    }

    @Test
    void shouldBeginABackupAgainWhenThereIsRoom() {
        // given
        String monitor = Integer.toString(FreePort.next());
        Program server = serverWithMessages(directory.resolve("own"), "-m", monitor).program();
        String[] backup = {
            "backup", disk.resolve("all.backup").toString(), "--url", "http://127.0.0.1:" + monitor
        };

        // when
        Program full = run(1, backup);

        // then
        assertThat(full.errors().toString()).contains(backup[1], FULL, "Make room on the disk");
        assertThat(disk.resolve("all.backup.part")).doesNotExist();
        assertThat(server.isAlive()).isTrue();

        // when
        disk.growTo(MEGABYTES_FOR_ALL);
        run(0, backup);

        // then
        assertThat(run(0, "verify-backup", backup[1]).output().toString())
                .contains("%,d message(s)".formatted(MESSAGES));
    }

    @Test
    void shouldBeginAnExportAgainWhenThereIsRoom() {
        // given
        Path source = directory.resolve("own");
        Program server = serverWithMessages(source).program();
        server.terminate();
        server.awaitExit();
        Path channels = source.resolve("channels"); // who opens a store writes the rest
        Map<String, Long> before = content(channels);
        String target = disk.resolve("go").toString();
        String[] export = {"export", source.toString(), "--format", "go", "--into", target};

        // when
        Program full = run(1, export);

        // then
        assertThat(full.errors().toString())
                .contains(target + ".unfinished/orders/msgs.1.dat", FULL, "its room");
        assertThat(disk.resolve("go.unfinished")).doesNotExist();
        assertThat(content(channels)).isEqualTo(before);

        // when
        disk.growTo(MEGABYTES_FOR_ALL);
        run(0, export);

        // then
        assertThat(run(0, "import", target, "--dry-run", "--json").output().getLast())
                .contains("\"messages\":" + MESSAGES, "\"losses\":0");
    }

    private Program goServer(Path store, String port, String... more) {
        return GoServer.start(
                programs,
                store,
                Stream.concat(Stream.of("-a", "127.0.0.1", "-p", port), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Copies the files of the Go server, and returns how many messages the copy has. */
    private long importAll(Path source, Path target) {
        Program done = run(0, "import", source.toString(), "--into", target.toString(), "--json");
        String report = done.output().getLast();
        assertThat(report).contains("\"losses\":0");
        Matcher messages = TOTAL.matcher(report);
        assertThat(messages.find()).as(report).isTrue();
        return Long.parseLong(messages.group(1));
    }

    /** The Go server ends when it cannot write a batch. */
    @Test
    void shouldTakeAllThatAGoServerAcknowledgedOnItsFullDisk() {
        // given
        Path source = disk.resolve("go");
        String port = Integer.toString(FreePort.next());
        String url = "nats://127.0.0.1:" + port;
        Program server = goServer(source, port);
        long acknowledged = LargeMessages.publishUntil(url, MESSAGE_BYTES, server);
        assertThat(acknowledged).isPositive();
        Map<String, Long> before = content(source);

        // when
        Program look = run(0, "import", source.toString(), "--dry-run");
        long taken = importAll(source, directory.resolve("first"));

        // then
        assertThat(look.output().toString())
                .contains("no complete message; the server ended while it wrote them");
        assertThat(taken).isGreaterThanOrEqualTo(acknowledged);
        assertThat(content(source)).isEqualTo(before);

        // when: the Go server goes on, without what it had not acknowledged
        disk.growTo(MEGABYTES_FOR_ALL);
        Program again = goServer(source, port, "-file_truncate_bad_eof");
        LargeMessages.publish(url, MORE, MESSAGE_BYTES);
        long count = acknowledged + MORE;
        List<String> expected = LargeMessages.first(url, count);
        again.terminate();
        again.awaitExit();
        Path target = directory.resolve("second");

        // then
        assertThat(importAll(source, target)).isGreaterThanOrEqualTo(count);
        String copy = Server.start(programs, "-store", "file", "-dir", target.toString()).url();
        assertThat(LargeMessages.first(copy, count)).isEqualTo(expected);
    }
}
