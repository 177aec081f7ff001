package dev.stanchion.nats.message;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is queued for one connection, counted from the moment a message is gathered for it.
 *
 * <p>Safe for use by many threads. Bytes appended on the connection's own loop are counted by that
 * loop alone, with an ordered store; bytes gathered on other loops with an atomic addition, until
 * they arrive. A sum of the two that races with an arrival may count a parcel twice or not at all
 * for an instant; the limit is one of memory, not of correctness, and the sum is exact at rest.
 *
 * <p>Whoever waits for relief registers first and looks second, and the loop subtracts first and
 * looks at the waiting second, so one of them sees the other.
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

    /** Whether that many more bytes are within the limit. */
    public boolean allows(int bytes) {
        return total() + bytes <= max;
    }

    /** On the connection's loop. */
    public void addOwn(long bytes) {
        own.setOpaque(own.getPlain() + bytes);
    }

    /** On any other loop. */
    public void addGathered(int bytes) {
        gathered.addAndGet(bytes);
    }

    /** On the connection's loop, when a parcel has arrived and its bytes are queued. */
    public void arrived(int bytes) {
        addOwn(bytes);
        gathered.addAndGet(-bytes);
    }

    /** On the connection's loop, when bytes have been handed to the system. */
    public void written(long bytes) {
        own.set(own.getPlain() - bytes);
        relieve();
    }

    /** On the connection's loop, once: nothing will be queued any more. */
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

    /** Runs the task once, on some loop, when the connection is not congested or gone. */
    public void whenRelieved(Runnable task) {
        waiting.add(task);
        relieve();
    }

    /** Takes a waiting task back, so that those who stop waiting do not pile up here. */
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
