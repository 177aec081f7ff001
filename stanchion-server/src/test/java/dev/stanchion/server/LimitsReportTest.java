package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected lines are those of the Go server with the same limits. */
class LimitsReportTest {
    @Test
    void shouldMarkTheDefaults() {
        assertThat(LimitsReport.lines(Limits.DEFAULT))
                .containsExactly(
                        "---------- Store Limits ----------",
                        "Channels:                  100 *",
                        "--------- Channels Limits --------",
                        "  Subscriptions:          1000 *",
                        "  Messages     :       1000000 *",
                        "  Bytes        :     976.56 MB *",
                        "  Age          :     unlimited *",
                        "  Inactivity   :     unlimited *",
                        "----------------------------------");
    }

    @Test
    void shouldShowWhatWasChanged() {
        // given
        Limits limits =
                new Limits(10, 5, 10_000, 10 << 20, Duration.ofHours(1), Duration.ofMinutes(90));

        // then
        assertThat(LimitsReport.lines(limits))
                .containsExactly(
                        "---------- Store Limits ----------",
                        "Channels:                   10",
                        "--------- Channels Limits --------",
                        "  Subscriptions:             5",
                        "  Messages     :         10000",
                        "  Bytes        :      10.00 MB",
                        "  Age          :        1h0m0s",
                        "  Inactivity   :       1h30m0s",
                        "----------------------------------");
    }

    @Test
    void shouldShowUnlimitedWithoutAStarWhereThatIsNotTheDefault() {
        assertThat(LimitsReport.lines(Limits.UNLIMITED))
                .contains("Channels:            unlimited", "  Bytes        :     unlimited");
    }

    @ParameterizedTest
    @CsvSource({
        "1023, 1023 B",
        "1024, 1.00 KB",
        "102400, 100.00 KB",
        "1073741824, 1.00 GB",
        "1099511627776, 1.00 TB",
        "9223372036854775807, 8.00 EB",
    })
    void shouldWriteBytesInTheirUnit(long bytes, String shown) {
        assertThat(LimitsReport.lines(Limits.DEFAULT.withMaxBytes(bytes)).get(5)).endsWith(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "7, 7ns",
        "1500, 1.5\u00b5s",
        "300000000, 300ms",
        "1500000000, 1.5s",
        "60000000000, 1m0s",
        "86400000000000, 24h0m0s",
        "-1000000000, -1s",
        "9223372036854775807, 2562047h47m16.854775807s",
    })
    void shouldWriteDurationsLikeGo(long nanos, String shown) {
        assertThat(GoText.duration(Duration.ofNanos(nanos))).isEqualTo(shown);
    }
}
