package dev.stanchion.nats.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "nats://localhost:4222, localhost, 4222, '', ''",
        "nats://u:p@localhost:4222, localhost, 4222, u, p",
        "u:p%40ss@localhost, localhost, 4222, u, p@ss",
        "nats://s3cret+token@localhost:1, localhost, 1, s3cret+token, ''",
        "nats://[::1]:4333, ::1, 4333, '', ''",
        "nats://host:4222/path, host, 4222, '', ''",
    })
    void shouldReadAUrl(String url, String host, int port, String user, String password) {
        assertThat(ServerAddress.parse(url))
                .containsExactly(new ServerAddress(host, port, false, user, password));
    }

    @Test
    void shouldReadAList() {
        // when
        List<ServerAddress> addresses =
                ServerAddress.parse("nats://a:1, tls://b:2 ,c:3,u:p@d, [::1]:5,");

        // then
        assertThat(addresses)
                .containsExactly(
                        new ServerAddress("a", 1, false, "", ""),
                        new ServerAddress("b", 2, true, "", ""),
                        new ServerAddress("c", 3, false, "", ""),
                        new ServerAddress("d", 4222, false, "u", "p"),
                        new ServerAddress("::1", 5, false, "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4222, malformed url: localhost:4222",
        "localhost, malformed url: localhost",
        "nats://localhost, address localhost: missing port in address",
        "nats://localhost:0, address localhost:0: port",
        "nats://localhost:x, address localhost:x: port",
        "nats://:4222, address :4222: no host",
        "http://localhost:4222, scheme http of localhost:4222",
        "' ', no URL",
        "',', no URL",
    })
    void shouldSayWhatIsWrong(String url, String start) {
        assertThatThrownBy(() -> ServerAddress.parse(url))
                .isInstanceOf(LinkException.class)
                .hasMessageStartingWith(start)
                .hasMessageContaining("(expected: ");
    }

    @Test
    void shouldHideWhatIsSecret() {
        assertThat(ServerAddress.parse("nats://u:p@a:1,t0ken@b,[::1]:5").toString())
                .isEqualTo("[nats://[REDACTED]@a:1, nats://[REDACTED]@b:4222, nats://[::1]:5]");
    }
}
