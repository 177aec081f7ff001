package dev.stanchion.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerUrlsTest {
    @Test
    void shouldBeginWithTheAddressThatEveryProgramCanUse() {
        assertThat(ServerUrls.of("nats", "0.0.0.0", 4222))
                .startsWith("nats://127.0.0.1:4222")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldNameTheAddressThatIsListenedOn() {
        assertThat(ServerUrls.of("tls", "::1", 4222)).containsExactly("tls://[::1]:4222");
        assertThat(ServerUrls.of("ws", "127.0.0.1", 80)).containsExactly("ws://127.0.0.1:80");
    }
}
