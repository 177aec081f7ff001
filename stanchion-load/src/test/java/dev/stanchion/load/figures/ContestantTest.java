package dev.stanchion.load.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContestantTest {
    private static Round round(long published, double seconds, double cpuMicros) {
        return new Round(
                published,
                published,
                (long) (seconds * 1e9),
                cpuMicros,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Contestant contestant(String name, Round... rounds) {
        return new Contestant(name, Optional.empty(), List.of(rounds), OptionalLong.empty());
    }

    @Test
    void shouldDivideByWhatWasPublished() {
        // given
        Round round = round(1000, 0.5, 4000);

        // then
        assertThat(Metric.RATE.of(round)).contains(2000.0);
        assertThat(Metric.CPU.of(round)).contains(4.0);
        assertThat(Metric.RECEIVED_P99.of(round)).isEmpty();
    }

    @Test
    void shouldCompareWhatBothHave() {
        // given
        Contestant first = contestant("a", round(100, 1, 300), round(100, 1, 100));
        Contestant second = contestant("b", round(50, 1, 300), round(25, 1, 100));

        // when
        Comparison comparison = Comparison.of(first, second);

        // then
        assertThat(comparison.ratios().keySet()).containsExactlyInAnyOrder(Metric.RATE, Metric.CPU);
        assertThat(comparison.ratios())
                .hasEntrySatisfying(Metric.RATE, ratio -> assertThat(ratio.median()).isEqualTo(3));
        assertThat(comparison.ratios())
                .hasEntrySatisfying(Metric.CPU, ratio -> assertThat(ratio.max()).isEqualTo(0.5));
    }

    @Test
    void shouldHaveNoProcessorTimeIfOneRoundHasNone() {
        // given: the figure is unknown, or below the resolution of the system
        Contestant unknown = contestant("a", round(100, 1, 300), round(100, 1, Double.NaN));
        Contestant tooShort = contestant("a", round(100, 1, 0));

        // then
        assertThat(unknown.spread(Metric.CPU)).isEmpty();
        assertThat(tooShort.spread(Metric.CPU)).isEmpty();
        assertThat(unknown.spread(Metric.RATE)).isPresent();
    }

    @Test
    void shouldNameATwinByWhatItIs() {
        assertThat(Comparison.of(contestant("a"), contestant("a, empty")).title())
                .isEqualTo("a / empty");
        assertThat(Comparison.of(contestant("a"), contestant("b")).title()).isEqualTo("a / b");
    }
}
