package dev.stanchion.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.api.RepeatWatch.Message;
import org.junit.jupiter.api.Test;

class RepeatWatchTest {
    private final RepeatWatch watch = new RepeatWatch();

    private void send(int from, int to) {
        for (int i = from; i <= to; i++) {
            watch.sent(new Message("group:orders", i));
        }
    }

    @Test
    void shouldNoticeTwentyOfFiftyInARow() {
        // given
        send(1, 500);

        // when: they come back long after others were sent
        for (int i = 100; i < 119; i++) {
            assertThat(watch.parked(new Message("group:orders", i))).isTrue();
        }

        // then
        assertThat(watch.isInVain()).isFalse();
        assertThat(watch.parked(new Message("group:orders", 149))).isTrue();
        assertThat(watch.isInVain()).isTrue();
    }

    @Test
    void shouldGoOnWhileFewOfManyComeBack() {
        // given
        send(1, 1000);

        // when
        for (int i = 1; i <= 1000; i += 3) {
            watch.parked(new Message("group:orders", i));
        }

        // then
        assertThat(watch.isInVain()).isFalse();
    }

    @Test
    void shouldCountAMessageOnceAndOthersNot() {
        // given
        send(1, 30);

        // then
        for (int i = 0; i < 30; i++) {
            watch.parked(new Message("group:orders", 1));
            assertThat(watch.parked(new Message("group:mailer", i))).isFalse();
        }
        assertThat(watch.isInVain()).isFalse();
    }

    @Test
    void shouldRememberSoManyMessagesOnly() {
        // when
        send(1, RepeatWatch.MOST_REMEMBERED + 1);

        // then
        assertThat(watch.parked(new Message("group:orders", 1))).isFalse();
        assertThat(watch.parked(new Message("group:orders", RepeatWatch.MOST_REMEMBERED + 1)))
                .isTrue();
    }
}
