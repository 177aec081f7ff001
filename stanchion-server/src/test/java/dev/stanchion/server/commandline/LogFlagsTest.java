package dev.stanchion.server.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.flags.Dialect;
import dev.stanchion.server.log.Component;
import dev.stanchion.server.log.Destination;
import dev.stanchion.server.log.LineLevel;
import dev.stanchion.server.log.LogOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFlagsTest {
    private static Request read(String line) {
        return ServerCommandLine.read(
                line.isEmpty() ? List.of() : List.of(line.split(" ", -1)),
                Dialect.STANCHION_SERVER,
                Map.of(),
                "2.10");
    }

    private static LogOptions log(String line) {
        return ((Request.Start) read(line)).log();
    }

    @Test
    void shouldTakeTheFirstDestinationThatIsNamed() {
        assertThat(log("").destination()).isEqualTo(Destination.STDERR);
        assertThat(log("-s").destination()).isEqualTo(new Destination.LocalSyslog());
        assertThat(log("-s -r udp://h:1").destination())
                .isEqualTo(new Destination.RemoteSyslog("udp://h:1"));
        assertThat(log("-s -r udp://h:1 -l /x -log_size_limit 7").destination())
                .isEqualTo(new Destination.File(Path.of("/x"), 7));
    }

    @Test
    void shouldReadShapeAndLevels() {
        // when
        LogOptions log = log("--log-format json --log-levels clients=debug,store=warn");

        // then
        assertThat(log.shape()).isEqualTo(LogOptions.Shape.JSON);
        assertThat(log.levels())
                .containsOnly(
                        Map.entry(Component.CLIENTS, LineLevel.DEBUG),
                        Map.entry(Component.STORE, LineLevel.WARNING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log-format xml",
                "--log-levels clients",
                "--log-levels client=debug",
                "--log-levels clients=loud",
                "--log-levels clients=debug,",
                "--log-levels clients=fatal",
            })
    void shouldSayWhatIsExpected(String line) {
        assertThat(read(line))
                .isInstanceOfSatisfying(
                        Request.Refuse.class,
                        refusal -> {
                            assertThat(refusal.exitCode()).isEqualTo(1);
                            assertThat(refusal.lines().getFirst())
                                    .startsWith("-" + line.substring(2, line.indexOf(' ')))
                                    .contains("expected: ");
                        });
    }
}
