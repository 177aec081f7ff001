package dev.stanchion.nats.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakeRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldAdmitSoManyASecond() {
        // given
        HandshakeRate rate = new HandshakeRate(2, 0);

        // then
        assertThat(rate.admits(1)).isTrue();
        assertThat(rate.admits(2)).isTrue();
        assertThat(rate.admits(SECOND - 1)).isFalse();
        assertThat(rate.admits(SECOND)).isTrue();
        assertThat(rate.admits(SECOND + 1)).isTrue();
        assertThat(rate.admits(SECOND + 2)).isFalse();
    }

    @Test
    void shouldAdmitAllWithoutALimit() {
        // given
        HandshakeRate rate = new HandshakeRate(0, 0);

        // then
        for (int i = 0; i < 1000; i++) {
            assertThat(rate.admits(1)).isTrue();
        }
    }
}
