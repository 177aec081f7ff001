package dev.stanchion.bench;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** A shard that runs when it is told to, on the thread that tells it; its time stands still. */
final class BenchShard implements ShardExecutor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private List<Runnable> hooks = new ArrayList<>();
    private List<Runnable> running = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long nanos = 1;

    private static final class Alarm implements Comparable<Alarm>, Timer {
        private final long dueNanos;
        private final Runnable task;
        private boolean isCancelled;

        Alarm(long dueNanos, Runnable task) {
            this.dueNanos = dueNanos;
            this.task = task;
        }

        @Override
        public int compareTo(Alarm other) {
            return Long.compare(dueNanos, other.dueNanos);
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }

    /** Runs a task as part of a batch, and everything that follows from it. */
    void call(Runnable task) {
        task.run();
        settle();
    }

    /** Runs the waiting tasks, and ends the batch. */
    void settle() {
        while (!tasks.isEmpty() || !hooks.isEmpty()) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            } else {
                List<Runnable> ending = hooks;
                hooks = running;
                running = ending;
                for (int i = 0; i < ending.size(); i++) {
                    ending.get(i).run();
                }
                ending.clear();
            }
        }
    }

    /** Lets so much time pass. */
    void pass(long passing) {
        long end = nanos + passing;
        while (!alarms.isEmpty() && alarms.peek().dueNanos <= end) {
            Alarm alarm = alarms.remove();
            nanos = alarm.dueNanos;
            if (!alarm.isCancelled) {
                call(alarm.task);
            }
        }
        nanos = end;
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
        Alarm alarm = new Alarm(nanos + Math.max(0, delayNanos), task);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        hooks.add(hook);
    }

    @Override
    public long elapsedNanos() {
        return nanos;
    }

    @Override
    public long epochNanos() {
        return nanos;
    }
}
