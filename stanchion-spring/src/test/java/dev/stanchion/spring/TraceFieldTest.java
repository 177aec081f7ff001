package dev.stanchion.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFieldTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final Map<String, String> HEADERS = Map.of("traceparent", "00-a-b-01");
    private static final String FIELD = "\"_trace\":{\"traceparent\":\"00-a-b-01\"}";

    private final TraceField field = new TraceField("_trace");

    private String written(String payload) {
        return new String(field.write(payload.getBytes(UTF_8), HEADERS), UTF_8);
    }

    private Map<String, String> read(String payload) {
        return field.read(payload.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{FIELD}",
                "` { } `|` {FIELD } `",
                "{\"id\":1}|{FIELD,\"id\":1}",
                "{\"a\":{\"_trace\":1},\"b\":[\"}\"]}|{FIELD,\"a\":{\"_trace\":1},\"b\":[\"}\"]}",
                "{\"ü\":\"\\\"\"}|{FIELD,\"ü\":\"\\\"\"}"
            })
    void shouldStandBeforeTheOtherFields(String payload, String expected) {
        assertThat(written(payload)).isEqualTo(expected.replace("FIELD", FIELD));
        assertThat(read(written(payload))).isEqualTo(HEADERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "{",
                "[{}]",
                "\"{}\"",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":\"\\",
                "{a:1}",
                "{} {}",
                "{\"id\":1,\"_trace\":null}",
                "{\"_trace\":{\"traceparent\":\"of the sender\"}}"
            })
    void shouldLeaveOtherPayloadsAsTheyAre(String payload) {
        assertThat(written(payload)).isEqualTo(payload);
    }

    @Test
    void shouldLeaveAPayloadAsItIsIfThereIsNoTrace() {
        byte[] payload = "{}".getBytes(UTF_8);
        assertThat(field.write(payload, Map.of())).isSameAs(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"_trace\":\"00-a-b-01\"}",
                "{\"_trace\":[\"traceparent\"]}",
                "{\"_trace\":{\"traceparent\":1}}",
                "{\"_trace\":{\"traceparent\":\"\\x\"}}",
                "{\"_trace\":{\"traceparent\":\"\\u12\"}}",
                "{\"a\":{\"_trace\":{\"traceparent\":\"x\"}}}",
                "no JSON"
            })
    void shouldReadNothingWhereThereIsNoTrace(String payload) {
        assertThat(read(payload)).isEmpty();
    }

    @Test
    void shouldReadAFieldThatSomebodyElseHasWritten() {
        assertThat(
                        read(
                                "{\"id\":1,\n \"_trace\" : { \"n\":[1], \"traceparent\" :"
                                        + " \"00-\\u00e4\\/\" } }"))
                .isEqualTo(Map.of("traceparent", "00-ä/"));
    }

    @Test
    void shouldReadWhatItHasWrittenAndBeJsonForOthers() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            Map<String, String> headers = new LinkedHashMap<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                headers.put(text(random), text(random));
            }
            byte[] payload =
                    JACKSON.writeValueAsBytes(
                            Map.of(text(random), Map.of(text(random), text(random))));
            byte[] traced = field.write(payload, headers);

            assertThat(field.read(traced)).isEqualTo(headers);
            JsonNode parsed = JACKSON.readTree(traced);
            assertThat(parsed.get("_trace")).isEqualTo(JACKSON.valueToTree(headers));
            assertThat(parsed).hasSize(2);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, 300)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void shouldTakeNoMoreTextsThanATraceHas() {
        StringBuilder payload = new StringBuilder("{\"_trace\":{\"0\":\"\"");
        for (int i = 1; i < 10_000; i++) {
            payload.append(",\"").append(i).append("\":\"\"");
        }
        assertThat(read(payload + "}}")).hasSize(16);
    }

    @Test
    void shouldSkipDeepPayloadsWithoutRecursion() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(written(deep)).startsWith("{" + FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\"", "ä"})
    void shouldRefuseKeysThatWouldNeedQuoting(String key) {
        assertThatThrownBy(() -> new TraceField(key))
                .hasMessageContaining("field of traces: '" + key + "' (expected: 1 to 64 letters");
    }
}
