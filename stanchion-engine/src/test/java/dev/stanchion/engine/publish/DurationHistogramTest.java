package dev.stanchion.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram();

    @ParameterizedTest
    @CsvSource({
        "-5, 0",
        "0, 0",
        "16384, 0",
        "16385, 1",
        "32768, 1",
        "32769, 2",
        "17179869184, 20",
        "17179869185, 21",
        "9223372036854775807, 21",
    })
    void shouldCountUpToAndWithTheBound(long nanos, int bucket) {
        // when
        histogram.add(nanos);

        // then
        assertThat(histogram.counts().buckets().get(bucket)).isEqualTo(1);
        assertThat(histogram.counts().buckets()).hasSize(22).filteredOn(n -> n > 0).hasSize(1);
        assertThat(histogram.counts().sumNanos()).isEqualTo(Math.max(nanos, 0));
    }

    @ParameterizedTest
    @CsvSource({"3, 4"})
    void shouldAddUp(int some, int others) {
        // given
        for (int i = 0; i < some; i++) {
            histogram.add(1);
        }
        DurationHistogram other = new DurationHistogram();
        for (int i = 0; i < others; i++) {
            other.add(100_000);
        }

        // when
        DurationHistogram.Counts sum = histogram.counts().plus(other.counts());

        // then
        assertThat(sum.buckets()).contains(3L, 4L);
        assertThat(sum.sumNanos()).isEqualTo(400_003);
    }
}
