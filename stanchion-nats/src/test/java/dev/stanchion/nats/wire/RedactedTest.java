package dev.stanchion.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedTest {
    @Test
    void shouldHideWhatAClientProvesItselfBy() {
        assertThat(
                        Redacted.of(
                                "{\"user\":\"u\",\"PASS\" : \"a\\\"b\", \"auth_token\":\"t\","
                                        + "\"jwt\":\"e.y\",\"sig\":\"s\",\"nkey\":\"UA\",\"protocol\":1}"))
                .isEqualTo(
                        "{\"user\":\"u\",\"PASS\" : \"[REDACTED]\", \"auth_token\":\"[REDACTED]\","
                                + "\"jwt\":\"[REDACTED]\",\"sig\":\"[REDACTED]\",\"nkey\":\"UA\",\"protocol\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pass\":\"secret",
                "{\"pass\":secret}",
                "{\"pass\":secret",
                "{\"p\\u0061ss\":\"secret\"}",
                "{\"pass\"\t:\n \"secret\"",
                "{\"name\":\"pass\",\"pass\":\"secret\"}",
                "{\"a\":{\"pass\":\"secret\"}}",
                "\"pass\":\"secret\\\"secret\""
            })
    void shouldHideItInWhateverAClientSends(String json) {
        assertThat(Redacted.of(json)).contains("[REDACTED]").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "\"", "{\"name\":\"password: pass\"}", "{\"pass\"", "\\"})
    void shouldShowEverythingElse(String json) {
        assertThat(Redacted.of(json)).isEqualTo(json);
    }
}
