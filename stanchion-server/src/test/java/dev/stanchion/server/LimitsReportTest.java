package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected lines are those of the Go server with the same limits. */
class LimitsReportTest {
    private static List<String> lines(Limits limits) {
        return LimitsReport.lines(new LimitsTable(limits, Map.of()));
    }

    @Test
    void shouldMarkTheDefaults() {
        assertThat(lines(Limits.DEFAULT))
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
        assertThat(lines(limits))
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

    @ParameterizedTest
    @CsvSource({
        "1023, 1023 B",
        "1024, 1.00 KB",
        "1025, 1.00 KB", // 1.00098
        "1029, 1.00 KB", // 1.00488
        "1030, 1.01 KB", // 1.00586
        "1096, 1.07 KB",
        "1048575, 1024.00 KB",
        "1157, 1.13 KB", // 1.12988
        "1152, 1.12 KB", // 1.125 is half way, and 2 is even
        "1408, 1.38 KB", // 1.375 is half way, and 7 is odd
        "5368709120, 5.00 GB",
        "9223372036854775807, 8.00 EB",
        "9216616637413720064, 7.99 EB"
    })
    void shouldRoundBytesToTheNearestHundredthAndHalfToEven(long bytes, String shown) {
        // given
        Limits limits = new Limits(10, 5, 10_000, bytes, Duration.ZERO, Duration.ZERO);

        // then
        assertThat(lines(limits))
                .anySatisfy(line -> assertThat(line).contains("Bytes").endsWith(" " + shown));
    }

    @Test
    void shouldShowUnlimitedWithoutAStarWhereThatIsNotTheDefault() {
        assertThat(lines(Limits.UNLIMITED))
                .contains("Channels:            unlimited", "  Bytes        :     unlimited");
    }

    @Test
    void shouldShowWhatChannelsHaveOfTheirOwn() {
        // given
        Map<String, UnaryOperator<Limits>> changes =
                Map.of(
                        "foo.>", limits -> limits.withMaxMessages(400),
                        "foo.bar.>",
                                limits ->
                                        limits.withMaxSubscriptions(0)
                                                .withMaxAge(Duration.ofHours(2)),
                        "foo.bar.baz", limits -> limits.withMaxMessages(7),
                        "temp.*.a", limits -> limits.withMaxBytes(5),
                        "bozo", limits -> limits);

        // when
        List<String> lines = LimitsReport.lines(new LimitsTable(Limits.DEFAULT, changes));

        // then
        assertThat(lines.subList(8, lines.size()))
                .containsExactly(
                        "-------- List of Channels ---------",
                        "bozo",
                        "foo.>",
                        " |-> Messages                   400",
                        " foo.bar.>",
                        "  |-> Subscriptions       unlimited",
                        "  |-> Age                    2h0m0s",
                        "  foo.bar.baz",
                        "   |-> Messages                   7",
                        "temp.*.a",
                        " |-> Bytes                      5 B",
                        "-----------------------------------");
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
        assertThat(lines(Limits.DEFAULT.withMaxBytes(bytes)).get(5)).endsWith(shown);
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
