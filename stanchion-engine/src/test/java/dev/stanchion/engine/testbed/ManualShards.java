package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Shards that work only when told, on a clock that moves only when told. Single-threaded. */
public final class ManualShards {
    private static final int MAX_TASKS = 1_000_000;

    private final List<ManualShard> shards = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(
                    Comparator.comparingLong(Alarm::dueNanos).thenComparingLong(Alarm::order));
    private @Nullable ManualShard current;
    private long nowNanos = 1_000;
    private long epochOffsetNanos = 1_700_000_000_000_000_000L;
    private long order;

    public ManualShards(int count) {
        for (int i = 0; i < count; i++) {
            shards.add(new ManualShard(i));
        }
    }

    public List<ManualShard> all() {
        return List.copyOf(shards);
    }

    public long epochNanos() {
        return epochOffsetNanos + nowNanos;
    }

    /** Sets the time of day back or forward; elapsed time goes on. */
    public void jumpTimeOfDay(long nanos) {
        epochOffsetNanos += nanos;
    }

    /** Runs everything that can run without time passing. */
    public void settle() {
        int tasks = 0;
        while (runSome()) {
            if (++tasks > MAX_TASKS) {
                throw new AssertionError("the shards never come to rest");
            }
        }
    }

    private boolean runSome() {
        boolean ran = false;
        for (ManualShard shard : shards) {
            ran |= shard.runTasks();
        }
        while (!alarms.isEmpty() && alarms.peek().dueNanos <= nowNanos) {
            ran = true;
            alarms.remove().ring();
        }
        for (ManualShard shard : shards) {
            ran |= shard.endBatch();
        }
        return ran;
    }

    /** Lets time pass, running every timer at its moment. */
    public void advance(long nanos) {
        long end = nowNanos + nanos;
        settle();
        while (!alarms.isEmpty() && alarms.peek().dueNanos <= end) {
            nowNanos = Math.max(nowNanos, alarms.peek().dueNanos);
            settle();
        }
        nowNanos = end;
        settle();
    }

    /** Returns how many timers are set. */
    public long pendingTimers() {
        return alarms.stream().filter(alarm -> !alarm.cancelled).count();
    }

    /** Runs a task as if it had arrived on that shard's thread. */
    public void on(int shard, Runnable task) {
        shards.get(shard).runAsCurrent(task);
    }

    private static final class Alarm implements Timer {
        private final ManualShard shard;
        private final long dueNanos;
        private final long order;
        private final Runnable task;
        private boolean cancelled;

        Alarm(ManualShard shard, long dueNanos, long order, Runnable task) {
            this.shard = shard;
            this.dueNanos = dueNanos;
            this.order = order;
            this.task = task;
        }

        long dueNanos() {
            return dueNanos;
        }

        long order() {
            return order;
        }

        void ring() {
            if (!cancelled) {
                cancelled = true;
                shard.runAsCurrent(task);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** One of the shards. */
    public final class ManualShard implements ShardExecutor {
        private final int index;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private List<Runnable> hooks = new ArrayList<>();

        ManualShard(int index) {
            this.index = index;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public boolean isCurrent() {
            return current == this;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            requireCurrent();
            Alarm alarm = new Alarm(this, nowNanos + Math.max(0, delayNanos), order++, task);
            alarms.add(alarm);
            return alarm;
        }

        @Override
        public void atEndOfBatch(Runnable hook) {
            requireCurrent();
            hooks.add(hook);
        }

        @Override
        public long elapsedNanos() {
            requireCurrent();
            return nowNanos;
        }

        @Override
        public long epochNanos() {
            requireCurrent();
            return ManualShards.this.epochNanos();
        }

        private void requireCurrent() {
            if (current != this) {
                throw new AssertionError("not on shard " + index);
            }
        }

        boolean runTasks() {
            boolean ran = false;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                ran = true;
                runAsCurrent(task);
            }
            return ran;
        }

        boolean endBatch() {
            List<Runnable> ending = hooks;
            hooks = new ArrayList<>();
            ending.forEach(this::runAsCurrent);
            return !ending.isEmpty();
        }

        void runAsCurrent(Runnable task) {
            ManualShard before = current;
            current = this;
            try {
                task.run();
            } finally {
                current = before;
            }
        }
    }
}
