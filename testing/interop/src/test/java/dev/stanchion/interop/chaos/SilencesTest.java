package dev.stanchion.interop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SilencesTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldMeasureTheLongestTimeBetweenTwoEventsOfAWindow() {
        assertThat(Silences.longest(List.of(5L, 12L, 13L, 20L, 22L, 90L), 10, 25)).isEqualTo(7);
    }

    @Test
    void shouldMeasureFromTheBeginningOfTheTroubleToTheFirstEvent() {
        assertThat(Silences.longest(List.of(9L, 18L, 20L), 10, 21)).isEqualTo(8);
    }

    @Test
    void shouldMeasureASilenceThatDoesNotEnd() {
        assertThat(Silences.longest(List.of(9L, 11L), 10, 30)).isEqualTo(19);
        assertThat(Silences.longest(List.of(), 10, 30)).isEqualTo(20);
    }

    @Test
    void shouldTellMedianAndTheTail() {
        // given
        Silences silences =
                new Silences(
                        LongStream.rangeClosed(1, 200)
                                .mapToObj(each -> (201 - each) * SECOND)
                                .toList());

        // then
        assertThat(silences.medianSeconds()).isEqualTo(100);
        assertThat(silences.almostAllSeconds()).isEqualTo(198);
        assertThat(silences.longestSeconds()).isEqualTo(200);
        assertThat(new Silences(List.of()).longestSeconds()).isZero();
    }
}
