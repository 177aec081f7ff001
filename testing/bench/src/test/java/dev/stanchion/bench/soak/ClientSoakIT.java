package dev.stanchion.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.bench.soak.SoakOptions.UsageException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSoakIT {
    @Test
    @Tag("long")
    void shouldKeepItsPromisesWhileTheBrokerIsKilled() throws InterruptedException {
        assertThat(
                        ClientSoak.run(
                                new SoakOptions(
                                        Duration.ofSeconds(12), Duration.ofSeconds(4), 500)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--minutes 0, --minutes: '0' (expected: a number from 1 to 1440)",
        "--rate x, --rate: 'x' (expected: a number from 1 to 10000)",
        "--calm, --calm: no value (expected: one behind each option)",
        "--hours 1, '--hours: unknown option (expected: --minutes, --calm, --rate)'"
    })
    void shouldSayWhatIsWrongWithAnOption(String arguments, String message) {
        assertThatThrownBy(() -> SoakOptions.parse(Arrays.asList(arguments.split(" ", -1))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
