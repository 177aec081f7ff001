package dev.stanchion.nats.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoQuoteTest {
    @Test
    void shouldEscapeAsGoDoes() {
        // taken from fmt.Printf("%q")
        assertThat(GoQuote.of("a\"\\\t\r\n\0\u007f\u001b".getBytes(UTF_8)))
                .isEqualTo("\"a\\\"\\\\\\t\\r\\n\\x00\\x7f\\x1b\"");
        assertThat(GoQuote.of("é→😀\u0085\u200b\u2028\u00a0\uE000".getBytes(UTF_8)))
                .isEqualTo("\"é→😀\\u0085\\u200b\\u2028\\u00a0\\ue000\"");
    }

    @Test
    void shouldEscapeEachByteThatIsNoUtf8() {
        assertThat(
                        GoQuote.of(
                                "a\u00ffb\u00c3(\u00e2\u0082A\u00ed\u00a0\u0080\u00f0"
                                        .getBytes(ISO_8859_1)))
                .isEqualTo("\"a\\xffb\\xc3(\\xe2\\x82A\\xed\\xa0\\x80\\xf0\"");
        assertThat(GoQuote.of("\uFFFD".getBytes(UTF_8))).isEqualTo("\"\uFFFD\"");
    }
}
