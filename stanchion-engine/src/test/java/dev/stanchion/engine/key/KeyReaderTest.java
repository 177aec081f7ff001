package dev.stanchion.engine.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.policy.KeyExpression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyReaderTest {
    static @Nullable String valueAt(String path, byte[] json) {
        JsonKeyScanner scanner = new JsonKeyScanner(KeyExpression.parse(path).steps());
        ByteBuf buffer = Unpooled.buffer().writeZero(3).writeBytes(json).writeByte('"');
        return scanner.find(buffer, 3, json.length)
                ? new String(scanner.value(), 0, scanner.valueLength(), UTF_8)
                : null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "$.id|{\"id\":\"t1\",\"price\":20}|t1",
                "$.id| { \"title\" : \"a \\\" b\" , \"id\" : \"t1\" } |t1",
                "$.id|{\"id\":17}|17",
                "$.id|{\"id\":-1.5e+3 }|-1.5e+3",
                "$.id|{\"id\":true}|true",
                "$.id|{\"id\":false,|false",
                "$.id|{\"x\":{\"id\":1},\"y\":[{\"id\":2},\"]\"],\"id\":3}|3",
                "$.a.b[1].c|{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}}|2",
                "$[2]|[1,[2,3],4]|4",
                "$.id|{\"\\u0069d\":\"\\u00e4\\ud83d\\ude00\\/x\"}|ä😀/x",
                "$.straße|{\"straße\":\"x\"}|x",
            })
    void shouldFindTheValue(String path, String json, String expected) {
        assertThat(valueAt(path, json.getBytes(UTF_8))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "$.id|''",
                "$.id|id",
                "$.id|[]",
                "$.id|{}",
                "$.id|{\"id\"",
                "$.id|{\"id\":",
                "$.id|{\"id\":null}",
                "$.id|{\"id\":{}}",
                "$.id|{\"id\":[1]}",
                "$.id|{\"id\":\"t1",
                "$.id|{\"id\":12",
                "$.id|{\"id\":01}",
                "$.id|{\"id\":1.}",
                "$.id|{\"id\":truex}",
                "$.id|{\"idx\":1,\"i\":2}",
                "$.id|{\"x\":{\"id\":1}}",
                "$.id|{\"id\":\"\\x\"}",
                "$.id|{\"id\":\"\\ud83d\"}",
                "$[1]|[1]",
                "$[0]|[]",
                "$.a[0]|{\"a\":5}",
            })
    void shouldFindNothing(String path, String json) {
        assertThat(valueAt(path, json.getBytes(UTF_8))).isNull();
    }

    @Test
    void shouldLookAtABoundedPart() {
        // given
        String head = "{\"x\":\"" + "y".repeat(70_000) + "\",\"id\":1}";
        String tail = "{\"id\":1,\"x\":\"" + "y".repeat(70_000) + "\"}";

        // then
        assertThat(valueAt("$.id", head.getBytes(UTF_8))).isNull();
        assertThat(valueAt("$.id", tail.getBytes(UTF_8))).isEqualTo("1");
        assertThat(valueAt("$.id", "{\"a\":".repeat(12_000).getBytes(UTF_8))).isNull();
        assertThat(valueAt("$.id", "[".repeat(70_000).getBytes(UTF_8))).isNull();
    }
}
