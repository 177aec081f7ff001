package dev.stanchion.load.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void shouldFindTheMiddleOfAnOddNumber() {
        // when
        Spread spread = Spread.of(List.of(5.0, 1.0, 3.0, 2.0, 4.0));

        // then
        assertThat(spread).isEqualTo(new Spread(5, 1, 2, 3, 4, 5));
    }

    @Test
    void shouldInterpolateBetweenNeighbours() {
        // when
        Spread spread = Spread.of(List.of(1.0, 2.0, 3.0, 10.0));

        // then
        assertThat(spread.median()).isEqualTo(2.5);
        assertThat(spread.lowerQuartile()).isEqualTo(1.75);
        assertThat(spread.upperQuartile()).isEqualTo(4.75);
    }

    @Test
    void shouldTakeOneValueForAll() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(1, 7, 7, 7, 7, 7));
    }

    @Test
    void shouldDividePairByPairSoThatWhatMeetsBothCancelsOut() {
        // given: the machine was five times slower during the second pair
        List<Double> first = List.of(100.0, 20.0, 110.0);
        List<Double> second = List.of(50.0, 10.0, 55.0);

        // when
        Spread ratio = Spread.ofRatios(first, second);

        // then
        assertThat(ratio.min()).isEqualTo(2);
        assertThat(ratio.max()).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatCannotBePaired() {
        assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0)))
                .hasMessage("2 values against 1");
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("spread of nothing");
    }
}
