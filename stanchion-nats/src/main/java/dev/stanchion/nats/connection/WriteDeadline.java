package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that reads too slowly. A batch is all output that was queued when its writing
 * began. It must be written completely within the deadline; partial progress does not count.
 *
 * <p>Positions are counts of bytes since the connection began. It watches only a write that the
 * socket did not take at once, so in normal operation there is no timer. Confined to the loop.
 */
final class WriteDeadline {
    private final Runnable missed;
    private final TurnLoop loop;
    private final long deadlineNanos;
    private long written;
    private long batchEnd;
    private long batchDueNanos;
    private @Nullable Timer timer;

    /**
     * @param missed called on the loop when a batch was not written in time
     */
    WriteDeadline(Runnable missed, TurnLoop loop, long deadlineNanos) {
        this.missed = missed;
        this.loop = loop;
        this.deadlineNanos = deadlineNanos;
    }

    /** Watches a write that waits for the socket. */
    void watch(long writtenSoFar, long appended) {
        written = writtenSoFar;
        if (written >= batchEnd) {
            batchEnd = appended;
            batchDueNanos = loop.nanoTime() + deadlineNanos;
        }
        if (timer == null) {
            timer = loop.schedule(deadlineNanos, this::check);
        }
    }

    void progress(long writtenSoFar) {
        written = writtenSoFar;
    }

    private void check() {
        timer = null;
        if (written >= batchEnd) {
            return;
        }
        long leftNanos = batchDueNanos - loop.nanoTime();
        if (leftNanos > 0) {
            timer = loop.schedule(leftNanos, this::check);
        } else {
            missed.run();
        }
    }

    void cancel() {
        Timer running = timer;
        if (running != null) {
            timer = null;
            running.cancel();
        }
    }
}
