package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAccessTest {
    @ParameterizedTest
    @CsvSource({
        "tickets.dev:4333, tickets.dev, 4333",
        "tickets.dev, tickets.dev, -1",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1]:4222, ::1, 4222",
        "::1, ::1, -1",
    })
    void shouldTellHostFromPort(String address, String host, int port) {
        // when
        ClientAccess access = ClientAccess.DEFAULT.withAdvertise(address);

        // then
        assertThat(access.advertisedHost()).isEqualTo(host);
        assertThat(access.advertisedPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {":4222", "tickets.dev:70000"})
    void shouldRefuseWhatNobodyCanConnectTo(String address) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ClientAccess.DEFAULT.withAdvertise(address))
                .withMessage("client_advertise: \"%s\" (expected: host:port, or a host)", address);
    }

    @Test
    void shouldAdvertiseNothingByDefault() {
        assertThat(ClientAccess.DEFAULT.advertise()).isEmpty();
    }
}
