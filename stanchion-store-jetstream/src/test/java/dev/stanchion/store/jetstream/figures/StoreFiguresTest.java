package dev.stanchion.store.jetstream.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreFiguresTest {
    private final StoreFigures figures = new StoreFigures();

    @Test
    void shouldCountEachBatchInTheFirstBucketThatEndsBehindIt() {
        // when
        figures.stored(1, 0);
        figures.stored(2, 1L << StoreFigures.FIRST_BOUND);
        figures.stored(3, (1L << StoreFigures.FIRST_BOUND) + 1);
        figures.stored(4, Long.MAX_VALUE / 2);

        // then
        assertThat(figures.roundTrips()).startsWith(2L, 1L, 0L).endsWith(0L, 1L);
        assertThat(figures.roundTrips())
                .hasSize(StoreFigures.LAST_BOUND - StoreFigures.FIRST_BOUND + 2);
        assertThat(figures.messages()).isEqualTo(10);
    }

    @Test
    void shouldCountRecoveriesByTheirCause() {
        // when
        figures.recovers(Cause.FOREIGN);
        figures.recovers(Cause.FOREIGN);
        figures.recovers(Cause.SILENCE);

        // then
        assertThat(figures.recoveries(Cause.FOREIGN)).isEqualTo(2);
        assertThat(figures.recoveries(Cause.SILENCE)).isEqualTo(1);
        assertThat(figures.recoveries(Cause.FULL)).isZero();
    }

    @Test
    void shouldSumTheTimesOfStreamsThatDoNotAnswer() {
        // when
        figures.silenceBegins();
        figures.silenceBegins();
        figures.silenceEnds(5);

        // then
        assertThat(figures.silentStreams()).isEqualTo(1);
        assertThat(figures.silentNanos()).isEqualTo(5);
    }
}
