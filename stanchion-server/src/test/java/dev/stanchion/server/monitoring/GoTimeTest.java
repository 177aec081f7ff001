package dev.stanchion.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T21:03:20.891623594Z, Z, 2026-11-23T21:03:20.891623594Z",
        "2026-11-23T21:03:20.890Z, Z, 2026-11-23T21:03:20.89Z",
        "2026-11-23T21:03:20Z, UTC, 2026-11-23T21:03:20Z",
        "2026-11-23T21:03:20.000000001Z, Z, 2026-11-23T21:03:20.000000001Z",
        "2026-11-23T23:30:00Z, +05:30, 2026-11-24T05:00:00+05:30",
        "2026-07-01T12:00:00.5Z, Europe/Berlin, 2026-07-01T14:00:00.5+02:00",
    })
    void shouldWriteTimesAsGoDoes(String time, String zone, String written) {
        assertThat(GoTime.of(Instant.parse(time), ZoneId.of(zone))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "-3, 0s",
        "1, 1s",
        "65, 1m5s",
        "3600, 1h0m0s",
        "14705, 4h5m5s",
        "273905, 3d4h5m5s",
        "31809845, 1y3d4h4m5s",
        "31536000, 1y0d0h0m0s",
    })
    void s11_42_shouldWriteUptimesAsGoDoes(long seconds, String written) {
        assertThat(GoTime.uptime(Duration.ofSeconds(seconds).plusNanos(999))).isEqualTo(written);
    }
}
