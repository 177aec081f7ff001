package dev.stanchion.nats.message;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that are queued for one connection, from the moment a message is gathered for
 * it.
 *
 * <p>Safe for use by many threads. The connection's own loop counts the bytes that it appends, with
 * an ordered store. Other loops count the bytes that they gather with an atomic addition, until
 * these arrive. A sum of the two that races with an arrival may count a batch twice or not at all
 * for an instant. That is harmless, because the limit protects memory, and the sum is exact when
 * nothing arrives.
 *
 * <p>A waiting task is registered first, and then the caller checks the count. The loop subtracts
 * first, and then checks the waiting tasks. So one of the two sees the other.
 */
public final class PendingBytes {
    private final long max;
    private final AtomicLong own = new AtomicLong();
    private final AtomicLong gathered = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean gone;

    public PendingBytes(long max) {
        this.max = max;
    }

    public long total() {
        return own.getOpaque() + gathered.getOpaque();
    }

    /** Returns whether this number of further bytes is within the limit. */
    public boolean allows(int bytes) {
        return total() + bytes <= max;
    }

    /** Counts bytes that the connection's loop appends. On that loop. */
    public void addOwn(long bytes) {
        own.setOpaque(own.getPlain() + bytes);
    }

    /** Counts bytes that another loop gathers. On that loop. */
    public void addGathered(int bytes) {
        gathered.addAndGet(bytes);
    }

    /** Records that a batch has arrived and its bytes are queued. On the connection's loop. */
    public void arrived(int bytes) {
        addOwn(bytes);
        gathered.addAndGet(-bytes);
    }

    /** Records that the system has taken bytes. On the connection's loop. */
    public void written(long bytes) {
        own.set(own.getPlain() - bytes);
        relieve();
    }

    /**
     * Records the end of the connection, after which nothing is queued. On the connection's loop,
     * once.
     */
    public void close() {
        gone = true;
        relieve();
    }

    public boolean isFull() {
        return total() >= max;
    }

    public boolean isCongested() {
        return !gone && total() > max / 2;
    }

    /** Runs the task once, on some loop, when the connection is not congested or has ended. */
    public void whenRelieved(Runnable task) {
        waiting.add(task);
        relieve();
    }

    /** Removes a waiting task, so that abandoned tasks do not pile up. */
    public void forget(Runnable task) {
        waiting.remove(task);
    }

    private void relieve() {
        while (!waiting.isEmpty() && !isCongested()) {
            Runnable task = waiting.poll();
            if (task != null) {
                task.run();
            }
        }
    }
}
