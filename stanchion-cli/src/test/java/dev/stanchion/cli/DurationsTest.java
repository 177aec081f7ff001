package dev.stanchion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.cli.terminal.Durations;
import dev.stanchion.client.StartAt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "10m, PT10M",
        "1h30m, PT1H30M",
        "500ms, PT0.5S",
        "2d, PT48H",
        "0s, PT0S",
        "1m1ms, PT1M0.001S"
    })
    void shouldReadWhatPeopleType(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "10 m", "-10m", "10m5", "1.5h", "10M", "9999999999999s"})
    void shouldRefuseWhatIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1234567, 1.2 ms", "999900000, 999.9 ms", "1500000000, 1.5 s"})
    void shouldShowMeasuredTimes(long nanos, String expected) {
        assertThat(Durations.shown(nanos)).isEqualTo(expected);
    }

    @Test
    void shouldReadWhereToStart() {
        assertThat(StartText.parse("first")).contains(StartAt.first());
        assertThat(StartText.parse("last")).contains(StartAt.lastReceived());
        assertThat(StartText.parse("new")).contains(StartAt.newOnly());
        assertThat(StartText.parse("seq:18446744073709551615")).contains(StartAt.sequence(-1));
        assertThat(StartText.parse("time:10m")).contains(StartAt.ago(Duration.ofMinutes(10)));
        assertThat(StartText.parse("time:2026-11-24T10:00:00Z"))
                .contains(StartAt.time(Instant.parse("2026-11-24T10:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "First", "seq:", "seq:-1", "seq:x", "time:", "time:noon", "7"})
    void shouldNotStartAnywhereElse(String text) {
        assertThat(StartText.parse(text)).isEmpty();
    }
}
