package dev.stanchion.nats.permission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponsePermitsTest {
    private static boolean use(ResponsePermits tickets, String reply, long nowNanos) {
        byte[] bytes = reply.getBytes(US_ASCII);
        return tickets.use(ByteBuffer.wrap(bytes), 0, bytes.length, nowNanos);
    }

    private static void give(ResponsePermits tickets, String reply, long nowNanos) {
        tickets.give(reply.getBytes(US_ASCII), nowNanos);
    }

    @Test
    void shouldCountUses() {
        // given
        ResponsePermits tickets = new ResponsePermits(Responses.of(2, Duration.ZERO));
        give(tickets, "r", 0);

        // then
        assertThat(use(tickets, "other", 1)).isFalse();
        assertThat(use(tickets, "r", 1)).isTrue();
        assertThat(use(tickets, "r", 2)).isTrue();
        assertThat(use(tickets, "r", 3)).isFalse();
    }

    @Test
    void shouldExpire() {
        // given
        ResponsePermits tickets = new ResponsePermits(Responses.of(1, Duration.ofNanos(10)));
        give(tickets, "r", 0);
        give(tickets, "s", 0);

        // then
        assertThat(use(tickets, "r", 10)).isTrue();
        assertThat(use(tickets, "s", 11)).isFalse();
    }

    @Test
    void shouldKnowNoLimitsBelowZero() {
        // given
        ResponsePermits tickets = new ResponsePermits(Responses.of(-1, Duration.ofNanos(-1)));
        give(tickets, "r", 0);

        // then
        for (int i = 0; i < 100; i++) {
            assertThat(use(tickets, "r", Long.MAX_VALUE / 2)).isTrue();
        }
    }

    @Test
    void shouldForgetTheOldestBeyondItsBound() {
        // given
        ResponsePermits tickets = new ResponsePermits(Responses.DEFAULT);

        // when
        for (int i = 0; i <= ResponsePermits.MAX; i++) {
            give(tickets, "r" + i, i);
        }

        // then
        assertThat(use(tickets, "r0", ResponsePermits.MAX)).isFalse();
        assertThat(use(tickets, "r1", ResponsePermits.MAX)).isTrue();
    }
}
