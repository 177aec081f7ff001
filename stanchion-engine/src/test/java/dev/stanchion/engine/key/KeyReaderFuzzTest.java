package dev.stanchion.engine.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.policy.KeyExpression;
import dev.stanchion.engine.policy.KeyExpression.Step;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Compares the scanner with Jackson, on texts that are JSON and on texts that nearly are. */
class KeyReaderFuzzTest {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final List<String> NAMES = List.of("id", "a", "b", "i", "idx", "\u00e4", "");
    private static final List<String> PATHS =
            List.of("$.id", "$.a.id", "$.a[1]", "$[0].id", "$.\u00e4.b", "$.a[0][1].id", "$[2]");

    private final StringBuilder text = new StringBuilder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldFindWhatJacksonFinds(long seed) {
        Random random = new Random(seed);
        int found = 0;
        for (int round = 0; round < 10_000; round++) {
            // given
            text.setLength(0);
            write(random, 0);
            byte[] json = text.toString().getBytes(UTF_8);
            boolean isDamaged = random.nextInt(3) == 0;
            if (isDamaged) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(128);
            }
            String path = PATHS.get(random.nextInt(PATHS.size()));

            // when
            String ours = KeyReaderTest.valueAt(path, json);

            // then
            String theirs = "";
            try {
                theirs = jackson(path, json);
            } catch (JacksonException e) {
                continue; // the scanner checks less
            }
            if (theirs != null && !UTF_8.newEncoder().canEncode(theirs)) {
                continue; // half of a pair of surrogates is no key
            }
            assertThat(ours).as(path + " in " + new String(json, UTF_8)).isEqualTo(theirs);
            found += ours == null ? 0 : 1;
        }
        assertThat(found).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldComeToAnEndWithAnyBytes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        (byte)
                                (random.nextBoolean()
                                        ? "{}[]\",:\\u0id-.e ".charAt(random.nextInt(16))
                                        : random.nextInt(256));
            }
            KeyReaderTest.valueAt(PATHS.get(random.nextInt(PATHS.size())), bytes);
        }
    }

    private void write(Random random, int depth) {
        space(random);
        switch (depth == 0 ? 4 + random.nextInt(6) : random.nextInt(depth > 3 ? 4 : 10)) {
            case 0 -> text.append(random.nextInt(1000) - 500);
            case 1 -> text.append(random.nextDouble() * 1e6);
            case 2 -> text.append(random.nextBoolean() ? "true" : "null");
            case 3 -> writeText(random, random.nextInt(5));
            case 4, 5, 6 -> {
                text.append('[');
                int count = random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    text.append(i == 0 ? "" : ",");
                    write(random, depth + 1);
                }
                text.append(']');
            }
            default -> {
                text.append('{');
                int count = random.nextInt(5);
                for (int i = 0; i < count; i++) {
                    text.append(i == 0 ? "" : ",");
                    space(random);
                    text.append('"').append(NAMES.get(random.nextInt(NAMES.size()))).append('"');
                    space(random);
                    text.append(':');
                    write(random, depth + 1);
                }
                text.append('}');
            }
        }
        space(random);
    }

    private void writeText(Random random, int length) {
        text.append('"');
        for (int i = 0; i < length; i++) {
            text.append(
                    List.of("x", "\\\"", "\\\\", "\\n", "\\u00e9", "\\ud83d\\ude00", "\u20ac", "]")
                            .get(random.nextInt(8)));
        }
        text.append('"');
    }

    private void space(Random random) {
        if (random.nextInt(4) == 0) {
            text.append(List.of(" ", "\n", "\t", "\r\n ").get(random.nextInt(4)));
        }
    }

    private static @Nullable String jackson(String path, byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            for (Step step : KeyExpression.parse(path).steps()) {
                boolean isThere =
                        switch (step) {
                            case Step.Field(String name) -> enter(parser, name);
                            case Step.Element(int index) -> enter(parser, index);
                        };
                if (!isThere) {
                    return null;
                }
            }
            JsonToken token = parser.currentToken();
            String found =
                    switch (token) {
                        case VALUE_STRING,
                                VALUE_NUMBER_INT,
                                VALUE_NUMBER_FLOAT,
                                VALUE_TRUE,
                                VALUE_FALSE ->
                                parser.getString();
                        case null, default -> null;
                    };
            while (parser.nextToken() != null) {
                // it throws if the rest is not JSON
            }
            return found;
        }
    }

    private static boolean enter(JsonParser parser, String name) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isWanted = parser.currentName().equals(name);
            parser.nextToken();
            if (isWanted) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean enter(JsonParser parser, int index) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        for (int i = 0; i <= index; i++) {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return false;
            }
            if (i < index) {
                parser.skipChildren();
            }
        }
        return true;
    }
}
