package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.01S, 10ms",
        "PT0.5S, 500ms",
        "PT1M30S, 1m30s",
        "PT49H, 2d1h",
        "PT0S, 0s",
        "-PT1S, -1s",
        "PT0.0025S, 2ms500000ns"
    })
    void shouldWriteADurationAsPeopleDo(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
