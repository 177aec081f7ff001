package dev.stanchion.nats.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectJsonTest {
    private static ConnectOptions merge(ConnectOptions before, String json) {
        return ConnectJson.merge(before, json.getBytes(ISO_8859_1));
    }

    @Test
    void shouldKeepWhatALaterConnectDoesNotName() {
        // given
        ConnectOptions first =
                merge(ConnectOptions.DEFAULTS, "{\"verbose\":false,\"name\":\"listener\"}");

        // when
        ConnectOptions second = merge(first, " {\"ECHO\":false,\"name\":null,\"echo\":true}\r");

        // then
        assertThat(second).isEqualTo(first);
        assertThat(second.verbose()).isFalse();
        assertThat(merge(second, "null")).isEqualTo(second);
    }

    @Test
    void shouldAcceptTextThatIsNotUtf8() {
        assertThat(merge(ConnectOptions.DEFAULTS, "{\"name\":\"caf\u00e9\"}").name())
                .isEqualTo("caf\ufffd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "[]",
                "{",
                "{} x",
                "{\"verbose\":\"false\"}",
                "{\"name\":5}",
                "{\"protocol\":1.0}",
                "{\"protocol\":\"1\"}",
                "{\"protocol\":99999999999}",
                "{\"user\":1}",
                "{\"tls_required\":1}"
            })
    void shouldEndSilentlyOnWhatGoCannotDecode(String json) {
        assertThatThrownBy(() -> merge(ConnectOptions.DEFAULTS, json))
                .isInstanceOfSatisfying(
                        ProtocolViolation.class,
                        violation -> assertThat(violation.errorText()).isEmpty());
    }
}
