package dev.stanchion.nats.loop;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How an idle loop waits: it sleeps at once, or first polls for a moment.
 *
 * <p>Sleeping and waking up takes longer than many clients need for their next message. A client
 * that publishes one message at a time waits for that twice with every message. Polling avoids
 * this, but occupies a core. So a loop polls only while eight of nine waits end within {@value
 * #LONGEST_NANOS} ns, and never longer than that. See decision 0021.
 *
 * <p>Confined to its loop.
 */
public final class SpinThenPark implements SelectStrategy {
    static final long LONGEST_NANOS = 40_000;

    /** How many short waits above the expected number make the loop poll. */
    static final int ENOUGH = 16;

    private static final int MOST = 2 * ENOUGH;
    private static final int COST_OF_LONG_WAIT = 8;

    private final LongSupplier clock;
    private BooleanSupplier hasTasks = () -> false;
    private int confidence;
    private boolean isAsleep;
    private long sinceNanos;

    /**
     * @param clock in nanoseconds, as {@link System#nanoTime}
     */
    public SpinThenPark(LongSupplier clock) {
        this.clock = clock;
    }

    /** Sets the check for work other than input. */
    void endsAlsoFor(BooleanSupplier tasks) {
        hasTasks = tasks;
    }

    /** Records the end of a wait, because the loop has work. */
    void ended() {
        if (isAsleep) {
            isAsleep = false;
            learn(clock.getAsLong() - sinceNanos);
        }
    }

    private void learn(long waitedNanos) {
        confidence =
                waitedNanos < LONGEST_NANOS
                        ? Math.min(MOST, confidence + 1)
                        : Math.max(0, confidence - COST_OF_LONG_WAIT);
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasNettyTasks) throws Exception {
        if (hasNettyTasks) {
            return selectNow.get();
        }
        sinceNanos = clock.getAsLong();
        if (confidence >= ENOUGH) {
            long waitedNanos;
            do {
                int ready = selectNow.get();
                waitedNanos = clock.getAsLong() - sinceNanos;
                if (ready > 0 || hasTasks.getAsBoolean()) {
                    learn(waitedNanos);
                    return ready;
                }
                Thread.onSpinWait();
            } while (waitedNanos < LONGEST_NANOS);
        }
        isAsleep = true;
        return SELECT;
    }
}
