package dev.stanchion.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonChangesTest {
    private static List<String> changes(String before, String after) {
        return JsonChanges.between(
                before.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldNameEachValueThatDiffersByItsPath() {
        assertThat(
                        changes(
                                "{\"price\":20,\"old\":1,\"buyer\":{\"name\":\"a\"},\"seats\":[1,2]}",
                                "{\"price\":25,\"buyer\":{\"name\":\"b\"},\"seats\":[1,3],\"young\":true}"))
                .containsExactly(
                        "price 20 → 25",
                        "buyer.name a → b",
                        "seats[1] 2 → 3",
                        "young added: true",
                        "old removed");
    }

    @Test
    void shouldSayNothingOfWhiteSpaceAndOfWhatIsNoObject() {
        assertThat(changes("{\"a\":1}", "{ \"a\": 1 }\n")).isEmpty();
        assertThat(changes("hello", "{\"a\":1}")).isEmpty();
        assertThat(changes("{\"a\":1}", "{\"a\":")).isEmpty();
    }

    @Test
    void shouldShortenLongValuesAndDisarmControlCharacters() {
        assertThat(changes("{\"a\":\"x\"}", "{\"a\":\"\\u001b[31m" + "y".repeat(100) + "\"}"))
                .singleElement()
                .asString()
                .startsWith("a x → \\u001b[31myyy")
                .endsWith("…")
                .hasSizeLessThan(60);
    }
}
