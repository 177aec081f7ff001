package dev.stanchion.nats.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerPoolTest {
    private final List<ServerAddress> listed = ServerAddress.parse("nats://u:p@a:1,b:2");
    private final ServerPool pool = new ServerPool(listed);

    private List<String> next(int count) {
        return Stream.generate(pool::next).limit(count).map(ServerAddress::toString).toList();
    }

    @Test
    void shouldGoRound() {
        assertThat(next(3))
                .containsExactly("nats://[REDACTED]@a:1", "nats://b:2", "nats://[REDACTED]@a:1");
    }

    @Test
    void shouldTryServersThatItWasToldOfWithTheSameUser() {
        // when
        pool.learn(listed.getFirst(), List.of("a:1", "c:3", "c:3", "", "[::1]:4"));

        // then
        assertThat(pool.size()).isEqualTo(4);
        assertThat(next(4)).endsWith("nats://[REDACTED]@c:3", "nats://[REDACTED]@[::1]:4");
    }

    @Test
    void shouldForgetServersThatAreTalkedOfNoMore() {
        // when
        pool.learn(listed.getFirst(), List.of("c:3"));
        pool.learn(listed.getFirst(), List.of("d:4"));
        pool.learn(listed.getFirst(), List.of());

        // then
        assertThat(next(3)).endsWith("nats://[REDACTED]@d:4");
    }
}
