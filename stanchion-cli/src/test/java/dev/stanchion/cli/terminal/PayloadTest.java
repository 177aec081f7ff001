package dev.stanchion.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static String shown(String text) {
        return Payload.inOneLine(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|{\"a\": 1}",
                "{}|{}",
                "[ ]|[]",
                "[1,[2,{}],\"x\"]|[1, [2, {}], \"x\"]",
                "{\"a\":{\"b\":[]},\"c\":null}|{\"a\": {\"b\": []}, \"c\": null}",
                "{\"a\":1.10e5,\"b\":true}|{\"a\": 1.10e5, \"b\": true}",
                "{\"a\\\"b\":\"c\\\\d\"}|{\"a\\\"b\": \"c\\\\d\"}",
                "{\"größe\":\"€\"}|{\"größe\": \"€\"}",
                "\"text\"|\"text\""
            })
    void shouldPutTheWhiteSpaceOfJsonInOrder(String json, String expected) {
        assertThat(shown(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"a\":1", "{\"a\":1} more", "{} {}", "{a:1}", "1 2"})
    void shouldShowAnythingElseAsItIs(String text) {
        assertThat(shown(text)).isEqualTo(text);
    }

    @Test
    void shouldDisarmControlCharacters() {
        assertThat(shown("a\033[31m\n\t\u009b\u007f"))
                .isEqualTo("a\\u001b[31m\\n\\t\\u009b\\u007f");
        assertThat(shown("{\"a\":\"\u009bm\"}")).isEqualTo("{\"a\": \"\\u009bm\"}");
    }

    @Test
    void shouldShowTheBeginningInHexWhenItIsNoText() {
        assertThat(Payload.inOneLine(new byte[] {(byte) 0xc3, 0x28}))
                .isEqualTo("c328 (2 bytes, not text)");
        byte[] large = new byte[1000];
        large[0] = (byte) 0xff;
        assertThat(Payload.inOneLine(large))
                .startsWith("ff00")
                .endsWith("00… (1000 bytes, not text)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":}", "[1,", " {'a':1}", "{} {}"})
    void shouldSayWhyItIsNotJsonWhenItLooksLikeIt(String text) {
        assertThat(OneLineJson.defect(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"a\":1}", "[]", "42,"})
    void shouldHaveNothingToSayOtherwise(String text) {
        assertThat(OneLineJson.defect(text)).isEmpty();
    }
}
