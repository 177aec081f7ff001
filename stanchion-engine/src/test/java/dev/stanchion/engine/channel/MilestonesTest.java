package dev.stanchion.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stanchion.engine.channel.Milestones.Mark;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MilestonesTest {
    private final Milestones milestones = new Milestones();

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Test
    void shouldKnowTheEndsWithoutAnyMilestone() {
        // given
        Mark first = new Mark(11, seconds(100));
        Mark last = new Mark(21, seconds(200));

        // then
        assertThat(milestones.storedAt(5, first, last)).isEqualTo(seconds(100));
        assertThat(milestones.storedAt(11, first, last)).isEqualTo(seconds(100));
        assertThat(milestones.storedAt(16, first, last)).isEqualTo(seconds(150));
        assertThat(milestones.storedAt(21, first, last)).isEqualTo(seconds(200));
    }

    @Test
    void shouldTellABurstFromTheSilenceAfterIt() {
        // given: a thousand at once, one much later
        milestones.reached(1, seconds(0));
        milestones.reached(1000, seconds(1));
        milestones.reached(1001, seconds(3600));

        // then
        Mark first = new Mark(1, 0);
        Mark last = new Mark(1001, seconds(3600));
        assertThat(milestones.storedAt(900, first, last)).isLessThanOrEqualTo(seconds(1));
        assertThat(milestones.storedAt(1001, first, last)).isEqualTo(seconds(3600));
    }

    @Test
    void shouldMoveUpWithMessagesBeforeWhichOthersAreInserted() {
        // given
        milestones.reached(1, seconds(0));
        milestones.reached(10, seconds(10));
        milestones.reached(20, seconds(100));

        // when
        milestones.inserted(10, 5);

        // then
        Mark first = new Mark(1, 0);
        Mark last = new Mark(25, seconds(100));
        assertThat(milestones.storedAt(10, first, last)).isEqualTo(seconds(10));
        assertThat(milestones.storedAt(25, first, last)).isEqualTo(seconds(100));
        assertThat(milestones.storedAt(20, first, last)).isLessThan(seconds(100));
    }

    @Test
    void shouldStayNearTheTruthOverAnyTimeInBoundedSpace() {
        // given: a day with ten messages a second
        long count = TimeUnit.DAYS.toSeconds(1) * 10;
        for (long sequence = 1; sequence <= count; sequence++) {
            milestones.reached(sequence, sequence * 100_000_000L);
        }

        // then: within the distance of two milestones, a thirty-second of the whole
        Mark first = new Mark(1, 100_000_000L);
        Mark last = new Mark(count, count * 100_000_000L);
        for (long sequence = 1; sequence <= count; sequence += 997) {
            assertThat(milestones.storedAt(sequence, first, last))
                    .isCloseTo(sequence * 100_000_000L, within(TimeUnit.SECONDS.toNanos(1)));
        }
    }

    @Test
    void shouldForgetWhatWasBeforeTheFirstThatIsKept() {
        // given
        milestones.reached(1, seconds(0));
        milestones.reached(100, seconds(100));
        milestones.reached(200, seconds(200));

        // then
        assertThat(
                        milestones.storedAt(
                                150, new Mark(150, seconds(149)), new Mark(200, seconds(200))))
                .isEqualTo(seconds(149));
    }
}
