package dev.stanchion.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.kit.process.GoServer;
import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import dev.stanchion.kit.process.StanchionCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports the files of a Go server that was killed while clients published to it. */
@Tag("long")
class KilledGoServerIT {
    private static final int MESSAGE_BYTES = 5_000;
    private static final int KILL_BEHIND = 1_000;
    private static final String KEY = "secret";
    private static final Pattern COPIED =
            Pattern.compile("\"channel\":\"orders\",\"messages\":(\\d+),\"first\":(\\d+),");

    @RegisterExtension final Programs programs = new Programs();
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-mm 0",
                "-mm 300 -file_slice_max_msgs 50",
                "-mb 2000000 -file_slice_max_bytes 300000",
                "-encrypt -encryption_key " + KEY
            })
    void shouldTakeAllThatItHadAcknowledged(String flags) {
        // given
        Path source = directory.resolve("go");
        String port = Integer.toString(FreePort.next());
        Program old =
                GoServer.start(
                        programs,
                        source,
                        Stream.concat(
                                        Stream.of("-a", "127.0.0.1", "-p", port),
                                        Stream.of(flags.split(" ", -1)))
                                .toArray(String[]::new));
        long acknowledged =
                LargeMessages.publishUntilKilled(
                        "nats://127.0.0.1:" + port, MESSAGE_BYTES, old, KILL_BEHIND);
        String target = directory.resolve("target").toString();

        // when
        Program done =
                StanchionCommand.start(
                        programs, "import", source.toString(), "--into", target, "--json");

        // then
        assertThat(done.awaitExit()).as("%s", done).isZero();
        assertThat(done.output().getLast()).contains("\"losses\":0");
        Matcher channel = COPIED.matcher(done.output().toString());
        assertThat(channel.find()).as("%s", done).isTrue();
        long count = Long.parseLong(channel.group(1));
        long first = Long.parseLong(channel.group(2));
        assertThat(first + count - 1).isGreaterThanOrEqualTo(acknowledged);
        assertThat(numbers(flags, target, count))
                .isEqualTo(LongStream.range(first, first + count).boxed().toList());
    }

    /** Returns the numbers that the messages of a copy have in their payloads. */
    private List<Long> numbers(String flags, String target, long count) {
        Stream<String> encryption =
                flags.startsWith("-encrypt") ? Stream.of("-encrypt") : Stream.empty();
        Server copy =
                Server.start(
                        programs,
                        Map.of("NATS_STREAMING_ENCRYPTION_KEY", KEY),
                        Stream.concat(Stream.of("-store", "file", "-dir", target), encryption)
                                .toArray(String[]::new));
        return LargeMessages.first(copy.url(), count).stream()
                .map(line -> line.replaceFirst("^#(\\d+) at \\d+: \\1 x+$", "$1"))
                .map(Long::valueOf)
                .toList();
    }
}
