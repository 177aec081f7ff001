package dev.stanchion.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ShardClockTest {
    private final SetClock wall = new SetClock();
    private long elapsed = Long.MAX_VALUE - 5; // it may count from anywhere, and past the end
    private final ShardClock clock = new ShardClock(wall, elapsed, () -> elapsed);

    @Test
    void shouldAddWhatHasElapsedToWhatTheClockSaid() {
        // when
        elapsed += 40;

        // then
        assertThat(clock.epochNanos()).isEqualTo(1_700_000_000_000_000_163L);
        assertThat(wall.asked).isEqualTo(1);
    }

    @Test
    void shouldFollowAClockThatIsSet() {
        // given
        wall.now = wall.now.plusSeconds(3600);

        // when
        elapsed += ShardClock.ASK_AGAIN_NANOS;

        // then
        assertThat(clock.epochNanos()).isEqualTo(1_700_003_600_000_000_123L);
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.ofEpochSecond(1_700_000_000, 123);
        private int asked;

        @Override
        public Instant instant() {
            asked++;
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
