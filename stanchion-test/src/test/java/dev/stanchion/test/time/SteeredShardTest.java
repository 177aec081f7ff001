package dev.stanchion.test.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Timers on steered time, on a shard that is worked by hand. */
class SteeredShardTest {
    private final ManualShard inner = new ManualShard();
    private final List<String> rung = new ArrayList<>();

    /** Runs its tasks when it is told to, and keeps the delays of its timers. */
    private static final class ManualShard implements ShardExecutor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final List<Long> alarms = new ArrayList<>();

        void work() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            alarms.add(delayNanos);
            return () -> {};
        }

        @Override
        public void atEndOfBatch(Runnable hook) {
            hook.run();
        }

        @Override
        public long elapsedNanos() {
            throw new AssertionError("the steered shard has a clock of its own");
        }

        @Override
        public long epochNanos() {
            throw new AssertionError("the steered shard has a clock of its own");
        }
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void shouldRingInOrderWhenTimeIsMoved() {
        // given
        SteeredTime time = new SteeredTime(TimeMode.FROZEN);
        SteeredShard shard = (SteeredShard) time.steer(inner);
        shard.schedule(seconds(2), () -> rung.add("second"));
        shard.schedule(seconds(1), () -> rung.add("first"));
        shard.schedule(seconds(2), () -> rung.add("third"));
        Timer cancelled = shard.schedule(seconds(1), () -> rung.add("never"));
        cancelled.cancel();

        // when
        time.moveTo(time.elapsedNanos() + seconds(3));
        shard.runDue();

        // then
        assertThat(rung).containsExactly("first", "second", "third");
        assertThat(shard.nextDueNanos()).isEmpty();
    }

    @Test
    void shouldLeaveWhatATimerSetsToTheNextRound() {
        // given
        SteeredTime time = new SteeredTime(TimeMode.FROZEN);
        SteeredShard shard = (SteeredShard) time.steer(inner);
        shard.schedule(
                0,
                () -> {
                    rung.add("one");
                    shard.schedule(0, () -> rung.add("two"));
                });

        // when
        shard.runDue();
        List<String> first = List.copyOf(rung);
        inner.work();

        // then
        assertThat(first).containsExactly("one");
        assertThat(rung).containsExactly("one", "two");
    }

    @Test
    void shouldSetNoAlarmWhileTimeStandsStill() {
        // given
        SteeredShard frozen = (SteeredShard) new SteeredTime(TimeMode.FROZEN).steer(inner);

        // when
        frozen.schedule(seconds(1), () -> rung.add("later"));

        // then
        assertThat(inner.alarms).isEmpty();
    }

    @Test
    void shouldSetTheAlarmAnewAfterAJump() {
        // given
        SteeredTime time = new SteeredTime(TimeMode.JUMPING);
        SteeredShard shard = (SteeredShard) time.steer(inner);
        shard.schedule(seconds(100), () -> rung.add("later"));

        // when
        time.moveTo(time.elapsedNanos() + seconds(90));
        shard.runDue();

        // then
        assertThat(inner.alarms).hasSize(2);
        assertThat(inner.alarms.getFirst()).isGreaterThan(seconds(99));
        assertThat(inner.alarms.getLast()).isLessThanOrEqualTo(seconds(10));
    }
}
