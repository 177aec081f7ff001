package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.work.Worker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/**
 * Committed messages on their way to the store's writer. The writer has a second until it must
 * write them, so it is not woken for each commit: it takes them when it is at work anyway, or when
 * many have gathered.
 *
 * <p>Safe for use by many threads, except {@link #take}, which belongs to the writer.
 */
final class Gathering {
    private static final long WORTH_WAKING_BYTES = 256 * 1024;

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean isWoken = new AtomicBoolean();

    private final Worker writer;
    private final Runnable taker;

    private record Waiting(Iterable<Commit> commits, long bytes, long sinceNanos) {}

    /**
     * @param taker the task with which the writer takes what has gathered
     */
    Gathering(Worker writer, Runnable taker) {
        this.writer = writer;
        this.taker = taker;
    }

    /**
     * Adds commits in their order.
     *
     * @param isUrgent whether the writer is to take them now
     */
    void add(Iterable<Commit> commits, long bytes, boolean isUrgent) {
        waiting.add(new Waiting(commits, bytes, writer.elapsedNanos()));
        long all = waitingBytes.addAndGet(bytes);
        if ((isUrgent || all >= WORTH_WAKING_BYTES) && isWoken.compareAndSet(false, true)) {
            writer.execute(taker);
        }
    }

    /** Hands over everything that has gathered, each commit with the time since which it waits. */
    void take(ObjLongConsumer<Commit> receiver) {
        isWoken.set(false);
        Waiting next = waiting.poll();
        while (next != null) {
            waitingBytes.addAndGet(-next.bytes());
            for (Commit commit : next.commits()) {
                receiver.accept(commit, next.sinceNanos());
            }
            next = waiting.poll();
        }
    }
}
