package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.protocol.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {
    @Test
    void shouldKeepTheServersWordsAndAddARemedy() {
        // when
        StreamingException failure =
                Failures.refused("connect as 'listener'", "stan: clientID already registered");

        // then
        assertThat(failure.kind()).isEqualTo(StreamingException.Kind.REFUSED);
        assertThat(failure.serverError()).contains("stan: clientID already registered");
        assertThat(failure)
                .hasMessage(
                        "connect as 'listener': stan: clientID already registered. A live connection"
                                + " has this client ID. Give each copy its own, for example a"
                                + " generated one, or stop the other.");
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void shouldHaveARemedyForEveryRefusal(Refusal refusal) {
        // when
        StreamingException failure = Failures.refused("do", refusal.text());

        // then
        assertThat(failure.remedy())
                .isNotBlank()
                .endsWith(refusalEnd(failure.remedy()))
                .isNotEqualTo("The server's log says more.");
    }

    private static String refusalEnd(String remedy) {
        return remedy.endsWith("?") ? "?" : ".";
    }

    @Test
    void shouldPointToTheClusterIdWhenTheServerSaysItIsUnknown() {
        // when
        StreamingException failure =
                Failures.refused("connect", "unknown cluster ID 'a'; this server is 'b'");

        // then
        assertThat(failure.remedy()).isEqualTo("Use the server's cluster ID.");
    }

    @Test
    void shouldPointToTheLogWhenTheTextIsNotKnown() {
        assertThat(Failures.refused("publish", "disk on fire").remedy())
                .isEqualTo("The server's log says more.");
    }
}
