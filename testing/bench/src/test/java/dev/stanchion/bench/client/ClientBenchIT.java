package dev.stanchion.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.bench.client.ClientBenchOptions.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientBenchIT {
    private static final Path ORIGINAL = Path.of("target/original");

    @Test
    @Tag("long")
    @Timeout(180)
    void shouldMeasureEachLibraryInAProcessOfItsOwn() throws Exception {
        // when
        String table = ClientBench.run(ORIGINAL, List.of("--rounds", "1", "--messages", "50"));

        // then
        assertThat(table.lines().filter(line -> line.contains(" to ")))
                .hasSize(9)
                .anyMatch(line -> line.contains("java-nats-streaming 2.2.3"));
        assertThat(table)
                .contains("publish", "receive", "one-at-a-time", "99 %", "stanchion-client-legacy");
    }

    @ParameterizedTest
    @CsvSource({
        "--rounds 0, --rounds: '0' (expected: a number from 1 to 100)",
        "--size x, --size: 'x' (expected: a number from 0 to 100000)",
        "--messages, --messages: no value (expected: one behind each option)",
        "--nats server, '--nats: unknown option (expected: --rounds, --messages, --size, --nats-server)'"
    })
    void shouldSayWhatIsWrongWithAnOption(String arguments, String message) {
        assertThatThrownBy(() -> ClientBench.run(ORIGINAL, Arrays.asList(arguments.split(" ", -1))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
