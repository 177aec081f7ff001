package dev.stanchion.load.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private final Latencies latencies = new Latencies();

    @Test
    void shouldCountWhatCouldNotEvenBeSentDuringAStall() {
        // given: a message is due every millisecond, each takes 10 us, and for 100 ms nothing moves
        for (int i = 0; i < 900; i++) {
            latencies.record(i * MILLI, i * MILLI, i * MILLI + 10 * MICRO);
        }
        long stallEnds = 1000 * MILLI;
        for (int i = 900; i < 1000; i++) {
            long begun = i == 900 ? i * MILLI : stallEnds;
            latencies.record(i * MILLI, begun, stallEnds + 10 * MICRO);
        }

        // then: without the correction only one message has waited
        assertThat(latencies.uncorrected().at(99.9)).isCloseTo(10, within(0.1));
        assertThat(latencies.uncorrected().maxMicros()).isCloseTo(100_010, within(100.0));
        // and with the correction each message has waited as long as it was late: one in twenty
        // waited 50 ms or longer
        assertThat(latencies.corrected().at(90.0)).isCloseTo(10, within(0.1));
        assertThat(latencies.corrected().at(95.0)).isCloseTo(50_010, within(1100.0));
        assertThat(latencies.corrected().at(99.0)).isCloseTo(90_010, within(1100.0));
    }

    @Test
    void shouldGatherWhatSeveralHaveRecorded() {
        // given
        Latencies other = new Latencies();
        latencies.record(0, 0, 10 * MICRO);
        other.record(0, 0, 20 * MICRO);

        // when
        latencies.add(other);

        // then
        assertThat(latencies.corrected().count()).isEqualTo(2);
        assertThat(latencies.corrected().maxMicros()).isCloseTo(20, within(0.1));
    }

    @Test
    void shouldTakeATimeBeyondItsRangeForTheEndOfIt() {
        // when
        latencies.record(0, 0, Long.MAX_VALUE);
        latencies.record(10, 10, 5);

        // then
        assertThat(latencies.corrected().count()).isEqualTo(2);
        assertThat(latencies.corrected().maxMicros()).isCloseTo(60_000_000, within(60_000.0));
    }

    @Test
    void shouldBeEmptyAgainAfterItWasCleared() {
        // given
        latencies.record(0, 0, 1);

        // when
        latencies.clear();

        // then
        assertThat(latencies.isEmpty()).isTrue();
        assertThat(Round.Timing.of(latencies)).isEmpty();
    }
}
