package dev.stanchion.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
    @Test
    void shouldEscapeQuotesBackslashesAndControlCharactersAsGoDoes() {
        assertThat(Quoted.quote("a\"b\\c\td\u0007\u0001\u007f"))
                .isEqualTo("\"a\\\"b\\\\c\\td\\a\\x01\\x7f\"");
    }

    @Test
    void shouldShowPrintableCharactersAndEscapeInvisibleOnesAsGoDoes() {
        assertThat(Quoted.quote("gr\u00fc\u00df \u200b")).isEqualTo("\"gr\u00fc\u00df \\u200b\"");
    }
}
