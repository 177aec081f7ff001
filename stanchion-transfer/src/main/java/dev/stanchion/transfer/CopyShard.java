package dev.stanchion.transfer;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A shard on the thread of a copy, which runs what the store gives it whenever the copy waits for
 * something. {@link #execute} is safe from any thread.
 */
public final class CopyShard implements ShardExecutor {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Thread thread;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final Clocks clocks;
    private List<Runnable> hooks = new ArrayList<>();

    /** The time. */
    interface Clocks {
        /** Returns a clock that never goes back. */
        long elapsedNanos();

        /** Returns the time of day. */
        long epochNanos();
    }

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
            return Long.compare(dueNanos - other.dueNanos, 0);
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }

    /** Creates a shard on the calling thread. */
    CopyShard(Clocks clocks) {
        this.thread = Thread.currentThread();
        this.clocks = clocks;
    }

    /**
     * Asks a question and runs tasks until it is answered.
     *
     * @throws dev.stanchion.engine.spi.StoreException if that is the answer
     */
    public <T> T answer(Consumer<Outcome<T>> question) {
        Awaited<T> answer = new Awaited<>();
        question.accept(answer);
        return answer.on(this);
    }

    /** Runs tasks until the condition is true. */
    void await(BooleanSupplier condition) {
        runDue();
        while (!condition.getAsBoolean()) {
            waitForTask();
            runDue();
        }
    }

    /** Runs tasks for so long. */
    void pause(long nanos) {
        boolean[] isOver = {false};
        schedule(nanos, () -> isOver[0] = true);
        await(() -> isOver[0]);
    }

    private void waitForTask() {
        try {
            Runnable task = tasks.poll(LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS);
            if (task != null) {
                task.run();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            throw new TransferException("the copy was interrupted", "Start it again.", e);
        }
    }

    /** Runs everything that can run now. */
    void runDue() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        while (!alarms.isEmpty() && alarms.peek().dueNanos - elapsedNanos() <= 0) {
            Alarm alarm = alarms.remove();
            if (!alarm.isCancelled) {
                alarm.task.run();
            }
        }
        List<Runnable> ending = hooks;
        hooks = new ArrayList<>();
        ending.forEach(Runnable::run);
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
        Alarm alarm = new Alarm(elapsedNanos() + Math.max(0, delayNanos), task);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        hooks.add(hook);
    }

    @Override
    public long elapsedNanos() {
        return clocks.elapsedNanos();
    }

    @Override
    public long epochNanos() {
        return clocks.epochNanos();
    }
}
