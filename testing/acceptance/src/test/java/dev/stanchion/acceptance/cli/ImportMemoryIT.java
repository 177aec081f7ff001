package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.StanchionCommand;
import dev.stanchion.kit.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The memory of an import does not grow with what it copies. */
@Tag("long")
class ImportMemoryIT {
    private static final int MESSAGES = 3_000;
    private static final int MESSAGE_BYTES = 100_000;

    /** The JVM with all its code takes about half of this. */
    private static final long MOST_KILOBYTES = 250_000;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    @Test
    void shouldNotGrowWithTheSource() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");

        // given
        String port = Integer.toString(FreePort.next());
        Path source = directory.resolve("go");
        Program server = GoServer.start(programs, source, "-a", "127.0.0.1", "-p", port);
        LargeMessages.publish("nats://127.0.0.1:" + port, MESSAGES, MESSAGE_BYTES);
        server.terminate();
        server.awaitExit();

        // when
        Program copy =
                StanchionCommand.start(
                        programs,
                        "import",
                        source.toString(),
                        "--into",
                        directory.resolve("ours").toString());
        long[] most = {0};
        Waiting.until(
                "the import has ended",
                () -> {
                    most[0] = Math.max(most[0], peakKilobytes(copy.pid()));
                    return !copy.isAlive();
                });

        // then
        assertThat(copy.awaitExit()).as("%s", copy).isZero();
        assertThat(most[0]).isBetween(1L, MOST_KILOBYTES);
    }

    /** Returns the highest resident memory that a process had; 0 if it has ended. */
    private static long peakKilobytes(long process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
