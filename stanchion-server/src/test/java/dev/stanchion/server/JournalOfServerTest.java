package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalOfServerTest {
    @ParameterizedTest
    @CsvSource({
        "ticketing, ticketing-4222",
        "onlineStore_2, onlineStore_2-4222",
        "a.b, a%2Eb-4222",
        "../../etc, %2E%2E%2F%2E%2E%2Fetc-4222",
        "a%2Eb, a%252Eb-4222",
        "\u00e9, %C3%A9-4222",
    })
    void shouldNameADirectoryAfterTheServer(String clusterId, String name) {
        assertThat(JournalOfServer.name(clusterId, 4222)).isEqualTo(name);
    }

    @Test
    void shouldTellLongClusterIdsApart() {
        // given
        String one = JournalOfServer.name("x".repeat(500) + "1", 4222);
        String other = JournalOfServer.name("x".repeat(500) + "2", 4222);

        // then
        assertThat(one).hasSizeLessThan(255).isNotEqualTo(other);
    }
}
