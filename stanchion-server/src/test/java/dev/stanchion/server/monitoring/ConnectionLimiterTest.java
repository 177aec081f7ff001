package dev.stanchion.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
    private final ConnectionLimiter visitors = new ConnectionLimiter(2);
    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final EmbeddedChannel third = new EmbeddedChannel();

    @Test
    void shouldCloseTheFirstThatWaitsForNothing() {
        // given
        visitors.admit(first, () -> false);
        visitors.admit(second, () -> true);

        // when
        boolean admitted = visitors.admit(third, () -> true);

        // then
        assertThat(admitted).isTrue();
        assertThat(second.isOpen()).isFalse();
        assertThat(first.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
    }

    @Test
    void shouldRefuseWhereAllWaitForAnswers() {
        // given
        visitors.admit(first, () -> false);
        visitors.admit(second, () -> false);

        // when
        boolean admitted = visitors.admit(third, () -> true);

        // then
        assertThat(admitted).isFalse();
        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void shouldGiveThePlaceOfWhoHasGone() {
        // given
        visitors.admit(first, () -> false);
        visitors.admit(second, () -> false);

        // when
        assertThat(first.close().isSuccess()).isTrue();

        // then
        assertThat(visitors.admit(third, () -> true)).isTrue();
    }
}
