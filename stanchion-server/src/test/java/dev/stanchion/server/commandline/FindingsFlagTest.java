package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.finding.FindingKinds;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsFlagTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/op");

    private static Request read(Dialect dialect, String... arguments) {
        return ServerCommandLine.read(List.of(arguments), dialect, ENVIRONMENT, "2.10.29");
    }

    @Test
    void shouldReadWhatToLookFor() {
        // when
        Request started = read(Dialect.STANCHION_SERVER, "--findings=stalled=off,poison=off");
        Request refused = read(Dialect.STANCHION_SERVER, "--findings", "staled=off");

        // then
        assertThat(((Request.Start) started).options().findings())
                .isEqualTo(FindingKinds.parse("stalled=off,poison=off"));
        assertThat(((Request.Refuse) refused).lines().getFirst())
                .isEqualTo(
                        "invalid value \"staled=off\" for flag -findings: \"staled=off\""
                                + " (expected: did you mean stalled?)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off | off",
                "'off' | off",
                "on | on",
                "'stalled=off' | stalled=off",
                "{ stalled: off, poison: off, double-ack: on } | stalled=off,poison=off"
            },
            quoteCharacter = '`')
    void shouldReadWhatToLookForFromAFile(String written, String kinds, @TempDir Path directory)
            throws IOException {
        // given
        Path file = directory.resolve("stan.conf");
        Files.writeString(file, "streaming { findings: " + written + " }");

        // when
        Request started = read(Dialect.NATS_STREAMING_SERVER, "-sc", file.toString());

        // then
        assertThat(((Request.Start) started).options().findings()).hasToString(kinds);
    }

    @Test
    void shouldSayWhereAFileSwitchesOffWhatDoesNotExist(@TempDir Path directory)
            throws IOException {
        // given
        Path file = directory.resolve("stan.conf");
        Files.writeString(file, "streaming {\n findings: { staled: off }\n}");

        // when
        Request refused = read(Dialect.NATS_STREAMING_SERVER, "-sc", file.toString());

        // then
        assertThat(((Request.Refuse) refused).lines().getFirst())
                .contains("stan.conf:2")
                .endsWith("findings: \"staled=off\" (expected: did you mean stalled?)");
    }
}
