package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection whose output does not move: a batch, all that was queued when its writing
 * began, must be written within the deadline, and progress within it does not count.
 *
 * <p>Positions are counts of bytes since the connection began. Only a write that the socket did not
 * take at once is watched, so in normal operation there is no timer. Confined to the loop.
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

    /** A write is waiting for the socket. */
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
