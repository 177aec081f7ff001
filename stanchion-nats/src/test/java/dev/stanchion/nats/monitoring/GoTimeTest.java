package dev.stanchion.nats.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "7, 7ns",
        "639000, 639µs",
        "480100, 480.1µs",
        "2500000, 2.5ms",
        "1000000000, 1s",
        "90000000000, 1m30s",
        "3661500000000, 1h1m1.5s",
    })
    void shouldWriteDurationsAsGoDoes(long nanos, String text) {
        assertThat(GoTime.duration(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59, 59s",
        "60, 1m0s",
        "3600, 1h0m0s",
        "93784, 1d2h3m4s",
        "31709045, 1y2d0h4m5s",
        "86400, 1d0h0m0s",
    })
    void shouldWriteHowLongAServerRuns(long seconds, String text) {
        // given
        Instant start = Instant.parse("2026-11-25T10:00:00Z");

        // when, then
        assertThat(GoTime.since(start, start.plusSeconds(seconds))).isEqualTo(text);
    }
}
