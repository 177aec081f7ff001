package dev.stanchion.test.time;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A shard with timers of its own, on steered time. Everything else is the shard's.
 *
 * <p>While time goes by itself, one timer of the shard rings for the earliest of them. When the
 * test moves time, {@link #runDue} runs those that became due. The queue of timers is guarded by
 * its lock, because the test's thread looks at it; all else is confined to the shard.
 */
final class SteeredShard implements ShardExecutor {
    private final ShardExecutor shard;
    private final SteeredTime time;
    private final TreeSet<Due> queue = new TreeSet<>();
    private long lastNumber;
    private @Nullable Timer alarm;
    private long alarmNanos;
    private long alarmJumpedNanos;

    SteeredShard(ShardExecutor shard, SteeredTime time) {
        this.shard = shard;
        this.time = time;
    }

    /** A task and when it is due; of equal ones the older first. */
    private final class Due implements Timer, Comparable<Due> {
        private final long atNanos;
        private final long number;
        private final Runnable task;

        Due(long atNanos, long number, Runnable task) {
            this.atNanos = atNanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }

        @Override
        public void cancel() {
            synchronized (queue) {
                queue.remove(this);
            }
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        long now = time.elapsedNanos();
        long delay = Math.min(Math.max(0, delayNanos), Long.MAX_VALUE / 4);
        Due due;
        synchronized (queue) {
            due = new Due(now + delay, ++lastNumber, task);
            queue.add(due);
        }
        if (delay == 0) {
            shard.execute(this::runDue);
        } else {
            setAlarm();
        }
        return due;
    }

    /** Returns when the next timer is due. Any thread. */
    OptionalLong nextDueNanos() {
        synchronized (queue) {
            return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queue.first().atNanos);
        }
    }

    /** Runs the timers that are due now. Those that they set run later. On the shard. */
    void runDue() {
        long now = time.elapsedNanos();
        long newest;
        synchronized (queue) {
            newest = lastNumber;
        }
        for (Due due = next(now, newest); due != null; due = next(now, newest)) {
            due.task.run();
        }
        setAlarm();
    }

    private @Nullable Due next(long now, long newest) {
        synchronized (queue) {
            for (Due due : queue) {
                if (due.atNanos - now > 0) {
                    return null;
                }
                if (due.number <= newest) {
                    queue.remove(due);
                    return due;
                }
            }
            return null;
        }
    }

    /** Lets the shard ring at the earliest timer, if time goes by itself. */
    private void setAlarm() {
        OptionalLong next = nextDueNanos();
        if (time.mode() == TimeMode.FROZEN || next.isEmpty()) {
            return;
        }
        Timer set = alarm;
        boolean isSound = alarmJumpedNanos == time.jumpedNanos();
        if (set != null && isSound && alarmNanos - next.getAsLong() <= 0) {
            return; // rings before; then it is set again
        }
        if (set != null) {
            set.cancel();
        }
        alarmNanos = next.getAsLong();
        alarmJumpedNanos = time.jumpedNanos();
        alarm =
                shard.schedule(
                        Math.max(0, alarmNanos - time.elapsedNanos()),
                        () -> {
                            alarm = null;
                            runDue();
                        });
    }

    @Override
    public int index() {
        return shard.index();
    }

    @Override
    public boolean isCurrent() {
        return shard.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        shard.execute(task);
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        shard.atEndOfBatch(hook);
    }

    @Override
    public long elapsedNanos() {
        return time.elapsedNanos();
    }

    @Override
    public long batchNanos() {
        return time.elapsedNanos();
    }

    @Override
    public long epochNanos() {
        return time.epochNanos();
    }
}
