package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectOptionsTest {
    @Test
    void shouldHideCredentialsWhenTheUrlIsShown() {
        // given
        ConnectOptions options =
                ConnectOptions.builder("test-cluster", ClientId.random())
                        .url("nats://me:secret@one:4222,nats://two:4222")
                        .build();

        // then
        assertThat(options.displayUrl()).isEqualTo("nats://one:4222,nats://two:4222");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "a.", "a..b", "a b", "a*", ">"})
    void shouldRefuseAClusterIdThatCannotEndASubject(String clusterId) {
        assertThatThrownBy(() -> ConnectOptions.builder(clusterId, ClientId.random()).build())
                .hasMessageStartingWith("cluster ID: '" + clusterId + "'");
    }

    @Test
    void shouldRefuseValuesThatCannotWork() {
        // given
        ConnectOptions.Builder builder =
                ConnectOptions.builder("test-cluster", ClientId.random())
                        .maxOutstandingPublishes(0);

        // then
        assertThatThrownBy(builder::build)
                .hasMessageStartingWith("maxOutstandingPublishes: 0 (expected: at least 1)");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT-1S, -1s", "P36501D, 36501d"})
    void shouldRefuseATimeoutThatCannotBeWaited(Duration timeout, String shown) {
        assertThatThrownBy(() ->
                        ConnectOptions.builder("test-cluster", ClientId.random())
                                .publishAckTimeout(timeout)
                                .build())
                .hasMessageStartingWith(
                        "publishAckTimeout: "
                                + shown
                                + " (expected: more than zero, at most 36500 days)");
    }

    @ParameterizedTest
    @CsvSource({"PT5S, 5", "PT0S, 0", "PT1M, 60", "PT0.1S, -100", "PT1.5S, -1500"})
    void shouldSendPingIntervalsBelowASecondAsNegativeMillis(Duration interval, int wire) {
        // then
        assertThat(Handshake.wireInterval(interval)).isEqualTo(wire);
        assertThat(Handshake.interval(wire)).isEqualTo(interval);
    }
}
