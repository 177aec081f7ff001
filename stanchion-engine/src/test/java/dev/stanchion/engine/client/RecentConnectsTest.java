package dev.stanchion.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentConnectsTest {
    private final RecentConnects connects = new RecentConnects();

    @Test
    void shouldCountThoseOfTheLastFiveMinutes() {
        // given
        connects.happened("orders", 0);
        connects.happened("orders", 10);
        connects.happened("mailer", 20);

        // then
        assertThat(connects.of("orders", 20)).isEqualTo(2);
        assertThat(connects.of("mailer", 20)).isEqualTo(1);
        assertThat(connects.of("nobody", 20)).isZero();
        assertThat(connects.of("orders", RecentConnects.WINDOW_NANOS + 5)).isEqualTo(1);
        assertThat(connects.of("orders", RecentConnects.WINDOW_NANOS + 11)).isZero();
    }

    @Test
    void shouldKeepTheIdsThatConnectedLast() {
        // when
        connects.happened("orders", 0);
        for (int i = 0; i < RecentConnects.MOST_IDS - 1; i++) {
            connects.happened("random-" + i, i);
        }
        connects.happened("orders", 2);
        connects.happened("another", 3);

        // then
        assertThat(connects.of("orders", 4)).isEqualTo(2);
        assertThat(connects.of("random-0", 4)).isZero();
        assertThat(connects.of("random-1", 4)).isEqualTo(1);
    }

    @Test
    void shouldCountAHundredAtMost() {
        // when
        for (int i = 0; i < 1000; i++) {
            connects.happened("orders", i);
        }

        // then
        assertThat(connects.of("orders", 1000)).isEqualTo(RecentConnects.MOST_CONNECTS);
    }
}
