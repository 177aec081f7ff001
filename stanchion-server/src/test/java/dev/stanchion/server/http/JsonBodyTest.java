package dev.stanchion.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static Call call(byte[] body) {
        return new Call(
                "POST",
                "/api/v1/x",
                Map.of("content-type", List.of("application/json; charset=utf-8")),
                body,
                new Call.Peer("127.0.0.1", false));
    }

    private static JsonBody body(String json) {
        return JsonBody.of(call(json.getBytes(UTF_8)));
    }

    @Test
    void shouldReadEachKind() {
        // given
        JsonBody body =
                body(
                        """
                        {"text":"ä","number":41,"truth":true,"decimal":1.5,
                         "numbers":[1,2],"inner":{"by":-100}}
                        """);

        // then
        assertThat(body.text("text")).contains("ä");
        assertThat(body.number("number", 0, 100)).hasValue(41);
        assertThat(body.truth("truth")).contains(true);
        assertThat(body.decimal("decimal").orElseThrow()).isEqualByComparingTo("1.5");
        assertThat(body.numbers("numbers", 0, 9, 10)).containsExactly(1L, 2L);
        assertThat(body.object("inner").orElseThrow().number("by", -1000, 0)).hasValue(-100);
        assertThat(body.text("missing")).isEmpty();
        body.end();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    []                          | /           | a JSON object
                    "a"                         | /           | a JSON object
                    1                           | /           | a JSON object
                    {                           | /           | not valid JSON
                    {"n":1}}                    | /           | not valid JSON
                    {"n":1} {}                  | /           | nothing after
                    {"n":1,"n":2}               | /           | not valid JSON
                    {n:1}                       | /           | not valid JSON
                    {"n":01}                    | /           | not valid JSON
                    {"n":NaN}                   | /           | not valid JSON
                    {"n":"1"}                   | /n          | a whole number from 0 to 9
                    {"n":1.0}                   | /n          | a whole number from 0 to 9
                    {"n":10}                    | /n          | a whole number from 0 to 9
                    {"n":-1}                    | /n          | a whole number from 0 to 9
                    {"n":null}                  | /n          | a whole number from 0 to 9
                    {"n":99999999999999999999}  | /n          | a whole number from 0 to 9
                    {"m":1}                     | /m          | unknown field
                    {"a/b~c":1}                 | /a~1b~0c    | unknown field
                    """)
    void shouldNameWhatIsWrong(String json, String pointer, String detail) {
        assertThatThrownBy(
                        () -> {
                            JsonBody body = body(json);
                            body.number("n", 0, 9);
                            body.end();
                        })
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(Code.INVALID);
                            assertThat(e.problem().errors())
                                    .singleElement()
                                    .satisfies(error -> {
                                        assertThat(error.pointer()).isEqualTo(pointer);
                                        assertThat(error.detail()).contains(detail);
                                    });
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 1000, 100_000})
    void shouldRefuseWhatIsNestedTooDeeply(int depth) {
        assertThatThrownBy(() -> body("{\"a\":" + "[".repeat(depth)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldRefuseAnythingThatIsNotJson() {
        // given
        Random random = new Random(7);

        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            noise[0] = '{';

            // then: a problem and nothing else
            assertThatThrownBy(() -> JsonBody.of(call(noise)).end())
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void shouldShowNeitherPayloadsNorSecretsInARecord() {
        // when
        String record =
                JsonBody.withoutContents(
                        call(
                                "{\"data\":\"top\",\"password\":\"s3cret\",\"upTo\":41,\"to\":{\"token\":\"x1\"}}"
                                        .getBytes(UTF_8)));

        // then
        assertThat(record).contains("\"upTo\":41").doesNotContain("top", "s3cret", "x1");
    }
}
