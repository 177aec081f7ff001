package dev.stanchion.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTextTest {
    @Test
    void shouldWriteNeighboursAsARangeAndReadThem() {
        // given
        List<Long> sequences = List.of(1L, 2L, 5L, 7L, 8L, 9L);

        // when
        String text = SequenceText.of(sequences);

        // then
        assertThat(text).isEqualTo("1-2 5 7-9");
        assertThat(SequenceText.parse(text)).isEqualTo(sequences);
        assertThat(SequenceText.of(List.of())).isEmpty();
        assertThat(SequenceText.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "0", "-5", "5-", "5-4", "5 5", "7-9 8", "5  6", " 5", "1-10000001"})
    void shouldRefuseWhatIsNoAscendingSequences(String text) {
        assertThatThrownBy(() -> SequenceText.parse(text))
                .isInstanceOf(NumberFormatException.class);
    }
}
