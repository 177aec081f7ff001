package dev.stanchion.store.file.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** Workers that work only when they are told, on virtual time. For the thread of the test. */
public final class QueuedWorkers implements StoreWorkers {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::dueAtNanos));
    private final Worker worker = new OneForAll();
    private long nowNanos;
    private boolean isClosed;

    private record Delayed(long dueAtNanos, Runnable task) {}

    private final class OneForAll implements Worker {
        @Override
        public void execute(Runnable task) {
            if (!isClosed) {
                tasks.add(task);
            }
        }

        @Override
        public void executeAfter(long delayNanos, Runnable task) {
            delayed.add(new Delayed(nowNanos + delayNanos, task));
        }

        @Override
        public void call(Runnable task) {
            runReady();
            task.run();
        }

        @Override
        public long elapsedNanos() {
            return nowNanos;
        }
    }

    /** Does all that is to be done at once. */
    public void runReady() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass while somebody does something. What becomes due waits. */
    public void takeTime(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Lets time pass, and does what becomes due. */
    public void advance(Duration time) {
        long until = nowNanos + time.toNanos();
        runReady();
        while (!delayed.isEmpty() && delayed.element().dueAtNanos() <= until) {
            Delayed next = delayed.remove();
            nowNanos = Math.max(nowNanos, next.dueAtNanos());
            if (!isClosed) {
                next.task().run();
            }
            runReady();
        }
        nowNanos = until;
    }

    @Override
    public Worker committer() {
        return worker;
    }

    @Override
    public Worker writer() {
        return worker;
    }

    @Override
    public Worker keeper() {
        return worker;
    }

    @Override
    public Worker reader(long channelNumber) {
        return worker;
    }

    @Override
    public void close() {
        isClosed = true;
        tasks.clear();
    }
}
