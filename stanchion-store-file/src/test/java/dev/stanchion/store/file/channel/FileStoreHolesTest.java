package dev.stanchion.store.file.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.OnManualDisk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Looks messages up by time where a log begins in the middle of a segment's file, at a hole: a
 * limit has dropped all before the hole, and what is behind it was not read yet.
 */
class FileStoreHolesTest extends OnManualDisk {
    private static final int BEFORE = 26;
    private static final long BEHIND = 46;
    private static final ChannelLimits LIMITS = new ChannelLimits(BEFORE, 0, 0);

    /** Message {@code n} is of the time {@code 10 n}; 1 to 26 are dropped by 46 to 71. */
    private TestChannel channelThatBeginsAtAHole() {
        append(fixture.open("foo"), BEFORE);
        fixture.restart();
        TestChannel channel = fixture.open("foo", LIMITS);
        fixture.settle(); // reads the sizes of what a limit will drop
        channel.log().skipTo(BEHIND);
        append(channel, 1);
        device.advance(Duration.ofSeconds(2)); // the segment goes on behind the hole
        fixture.settle();
        append(channel, BEFORE - 1);
        return channel;
    }

    private static void append(TestChannel channel, int count) {
        for (int i = 0; i < count; i++) {
            long sequence = channel.log().lastSequence() + 1;
            channel.appendAt(10 * sequence, "m" + sequence);
        }
        channel.commit();
    }

    private void shouldFindBehindTheHole(TestChannel channel) {
        assertThat(device.segments()).hasSize(1);
        assertThat(channel.kept()).extracting(TestMessage::sequence).startsWith(BEHIND);
        for (long time : List.of(Long.MIN_VALUE, 10L, 200L, 260L, 261L, 10 * BEHIND)) {
            assertThat(channel.sequenceAt(time)).as("from %d on", time).isEqualTo(BEHIND);
        }
        assertThat(channel.sequenceAt(10 * BEHIND + 1)).isEqualTo(BEHIND + 1);
        assertThat(channel.sequenceAt(Long.MAX_VALUE)).isEqualTo(channel.log().lastSequence() + 1);
    }

    @Test
    void shouldFindNothingInAHoleThatTheLimitsHaveReached() {
        shouldFindBehindTheHole(channelThatBeginsAtAHole());
    }

    @Test
    void shouldFindNothingInAHoleAtWhichTheLogBeganWhenItCrashed() {
        // given
        channelThatBeginsAtAHole();

        // when
        fixture.crash();

        // then
        shouldFindBehindTheHole(fixture.open("foo"));
    }
}
