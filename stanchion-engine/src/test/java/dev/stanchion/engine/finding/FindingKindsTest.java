package dev.stanchion.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingKindsTest {
    @ParameterizedTest
    @ValueSource(strings = {"on", "off", "stalled=off", "stalled=off,poison=off"})
    void shouldWriteWhatItReads(String text) {
        assertThat(FindingKinds.parse(text)).hasToString(text);
        assertThat(FindingKinds.parse(FindingKinds.parse(text).toString()))
                .isEqualTo(FindingKinds.parse(text));
    }

    @Test
    void shouldLookForEverythingUnlessTold() {
        assertThat(FindingKinds.parse("").all()).containsExactly(FindingKind.values());
        assertThat(FindingKinds.parse("false")).isEqualTo(FindingKinds.NONE);
        assertThat(FindingKinds.parse("stalled=off").contains(FindingKind.STALLED)).isFalse();
        assertThat(FindingKinds.parse("stalled=off, stalled=on")).isEqualTo(FindingKinds.ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stalled | on, off, or <kind>=off,...",
                "staled=off | did you mean stalled?",
                "stalled=maybe | stalled=off or stalled=on",
            })
    void shouldSayWhatIsExpected(String text, String expected) {
        assertThatThrownBy(() -> FindingKinds.parse(text))
                .isInstanceOf(MalformedFindingsException.class)
                .hasMessage("findings \"" + text + "\" (expected: " + expected + ")");
    }
}
