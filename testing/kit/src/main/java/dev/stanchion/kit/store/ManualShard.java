package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A shard that a test drives by hand, on the thread that created it and on virtual time. {@link
 * #execute} is safe from any thread, as a store's own threads use it.
 */
public final class ManualShard implements ShardExecutor {
    private static final long STARTED_AT_EPOCH_NANOS = 1_700_000_000_000_000_000L;

    private final Thread thread = Thread.currentThread();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<Runnable> hooks = new ArrayDeque<>();
    private final PriorityQueue<ManualTimer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong((ManualTimer timer) -> timer.dueAtNanos)
                            .thenComparingLong(timer -> timer.number));
    private long elapsedNanos;
    private long timersMade;

    /** Runs everything that is due now; tells whether there was anything. */
    public boolean runReady() {
        boolean ran = false;
        while (runOne()) {
            ran = true;
        }
        return ran;
    }

    /** Lets time pass, and runs what becomes due meanwhile, each at its time. */
    public void advance(Duration time) {
        long until = elapsedNanos + time.toNanos();
        runReady();
        while (!timers.isEmpty() && timers.peek().dueAtNanos <= until) {
            elapsedNanos = Math.max(elapsedNanos, timers.peek().dueAtNanos);
            runReady();
        }
        elapsedNanos = until;
    }

    /** Drops everything that was to run, as the end of a process does. Time goes on. */
    void forgetAll() {
        tasks.clear();
        hooks.clear();
        timers.clear();
    }

    private boolean runOne() {
        Runnable next = tasks.poll();
        if (next == null && !timers.isEmpty() && timers.peek().dueAtNanos <= elapsedNanos) {
            next = timers.remove().task;
        }
        if (next == null) {
            next = hooks.poll();
        }
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        ManualTimer timer =
                new ManualTimer(elapsedNanos + Math.max(0, delayNanos), timersMade++, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        hooks.add(hook);
    }

    @Override
    public long elapsedNanos() {
        return elapsedNanos;
    }

    @Override
    public long epochNanos() {
        return STARTED_AT_EPOCH_NANOS + elapsedNanos;
    }

    private final class ManualTimer implements Timer {
        private final long dueAtNanos;
        private final long number;
        private final Runnable task;

        private ManualTimer(long dueAtNanos, long number, Runnable task) {
            this.dueAtNanos = dueAtNanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            timers.remove(this);
        }
    }
}
