package dev.stanchion.activity.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
    private static final long EPOCH = 7;
    private static final long DETOUR = Duration.ofSeconds(5).toNanos();

    /** The first message of an epoch is not trusted, so tests begin later. */
    private static final long BEGIN = 2 * DETOUR;

    private final Floors floors = new Floors();

    FloorsTest() {
        hear(EPOCH, 1, 10, 0, Floors.NONE);
    }

    private void hear(long epoch, long number, long sequence, long nowNanos, long oldestNanos) {
        var orders = new SettledMessage.OfChannel("orders", sequence, new long[0]);
        floors.heard(
                new SettledMessage(0, epoch, number, "", new long[0], List.of(orders)),
                nowNanos,
                oldestNanos);
    }

    private long floor() {
        return floors.copy().getOrDefault("orders", 0L);
    }

    @Test
    void shouldFollowTheActive() {
        // when
        hear(EPOCH, 2, 20, BEGIN, Floors.NONE);
        hear(EPOCH, 3, 30, BEGIN, BEGIN - 1);

        // then
        assertThat(floor()).isEqualTo(30);
    }

    @Test
    void shouldStayAfterALostMessageUntilNoMessageOfThatTimeIsLeft() {
        // given
        hear(EPOCH, 2, 20, BEGIN, Floors.NONE);

        // when: number 3 is lost
        hear(EPOCH, 4, 40, BEGIN + 1, Floors.NONE);
        hear(EPOCH, 5, 50, BEGIN + DETOUR, Floors.NONE);

        // then: a publish that number 3 has named may still arrive
        assertThat(floor()).isEqualTo(20);
        assertThat(floors.losses()).isEqualTo(1);

        // when: such a publish is in the ring
        hear(EPOCH, 6, 60, BEGIN + 2 * DETOUR, BEGIN + DETOUR);

        // then
        assertThat(floor()).isEqualTo(20);

        // when: it is settled
        hear(EPOCH, 7, 70, BEGIN + 2 * DETOUR, BEGIN + DETOUR + 1);

        // then
        assertThat(floor()).isEqualTo(70);
    }

    @Test
    void shouldIgnoreAMessageThatComesTwiceOrTooLate() {
        // given
        hear(EPOCH, 2, 20, BEGIN, Floors.NONE);

        // when
        hear(EPOCH, 2, 99, BEGIN, Floors.NONE);
        hear(EPOCH, 1, 99, BEGIN, Floors.NONE);

        // then
        assertThat(floor()).isEqualTo(20);
        assertThat(floors.losses()).isZero();

        // when
        hear(EPOCH, 3, 30, BEGIN, Floors.NONE);

        // then
        assertThat(floor()).isEqualTo(30);
    }

    @Test
    void shouldNotTrustANewActiveForWhatTheOldOneMayHaveStored() {
        // given
        hear(EPOCH, 2, 20, BEGIN, Floors.NONE);

        // when
        hear(EPOCH + 1, 1, 40, BEGIN + 1, Floors.NONE);
        hear(EPOCH, 3, 99, BEGIN + 2 * DETOUR, Floors.NONE);

        // then
        assertThat(floor()).isEqualTo(20);

        // when
        hear(EPOCH + 1, 2, 50, BEGIN + 2 * DETOUR, Floors.NONE);

        // then
        assertThat(floor()).isEqualTo(50);
    }

    @Test
    void shouldNotTakeAnUnknownSequenceForAFloor() {
        // given
        hear(EPOCH, 2, 20, BEGIN, Floors.NONE);

        // when
        hear(EPOCH, 3, 0, BEGIN, Floors.NONE);

        // then
        assertThat(floor()).isEqualTo(20);
    }
}
