package dev.stanchion.nats.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

class SpinThenParkTest {
    private static final long SHORT_NANOS = SpinThenPark.LONGEST_NANOS / 4;
    private static final long LONG_NANOS = SpinThenPark.LONGEST_NANOS * 4;

    private long now = Long.MAX_VALUE - 1_000; // it may count from anywhere, and past the end
    private int looks;
    private int readyAtLook = Integer.MAX_VALUE;
    private final SpinThenPark wait = new SpinThenPark(() -> now);

    private int look() {
        looks++;
        now += 1_000;
        return looks >= readyAtLook ? 1 : 0;
    }

    /** Lets the loop wait for input that comes after so long. Returns whether it fell asleep. */
    private boolean waits(long nanos) throws Exception {
        looks = 0;
        readyAtLook = (int) (nanos / 1_000);
        long start = now;
        int decided = wait.calculateStrategy(this::look, false);
        if (decided == SelectStrategy.SELECT) {
            now = start + nanos;
        }
        wait.ended();
        return decided == SelectStrategy.SELECT;
    }

    private void waitsOften(int times, long nanos) throws Exception {
        for (int i = 0; i < times; i++) {
            waits(nanos);
        }
    }

    @Test
    void shouldSleepAtOnceWhileItKnowsNothing() throws Exception {
        assertThat(waits(SHORT_NANOS)).isTrue();
        assertThat(looks).isZero();
    }

    @Test
    void shouldLookOnWhereInputComesSoonAfterInput() throws Exception {
        // given
        waitsOften(SpinThenPark.ENOUGH, SHORT_NANOS);

        // when
        boolean slept = waits(SHORT_NANOS);

        // then
        assertThat(slept).isFalse();
        assertThat(looks).isEqualTo(SHORT_NANOS / 1_000);
    }

    @Test
    void shouldNotLookOnForLongerThanAllowed() throws Exception {
        // given
        waitsOften(SpinThenPark.ENOUGH, SHORT_NANOS);

        // when
        boolean slept = waits(LONG_NANOS);

        // then
        assertThat(slept).isTrue();
        assertThat(looks).isEqualTo(SpinThenPark.LONGEST_NANOS / 1_000);
    }

    @Test
    void shouldSleepAgainSoonAfterInputHasBecomeRare() throws Exception {
        // given
        waitsOften(10 * SpinThenPark.ENOUGH, SHORT_NANOS);

        // when
        waitsOften(3, LONG_NANOS);
        waits(LONG_NANOS);

        // then
        assertThat(looks).isZero();
    }

    @Test
    void shouldNotLookOnWhereEverySecondWaitIsLong() throws Exception {
        for (int i = 0; i < 100; i++) {
            // when
            waits(SHORT_NANOS);
            waits(LONG_NANOS);

            // then
            assertThat(looks).isZero();
        }
    }

    @Test
    void shouldStopLookingForTasksOfOthers() throws Exception {
        // given
        waitsOften(SpinThenPark.ENOUGH, SHORT_NANOS);
        wait.endsAlsoFor(() -> looks == 3);

        // when
        boolean slept = waits(LONG_NANOS);

        // then
        assertThat(slept).isFalse();
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void shouldOnlyLookOnceWhereNettyHasTasks() throws Exception {
        // when
        int decided = wait.calculateStrategy(this::look, true);

        // then
        assertThat(decided).isZero();
        assertThat(looks).isEqualTo(1);
    }
}
