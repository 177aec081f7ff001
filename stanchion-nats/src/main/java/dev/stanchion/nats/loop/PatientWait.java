package dev.stanchion.nats.loop;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How a loop waits when it has nothing to do: asleep, or looking again and again for a moment
 * first.
 *
 * <p>To fall asleep and be woken takes longer than many a client takes to go on: one that publishes
 * message by message waits for that twice with every message. Whoever looks on meanwhile spares it,
 * but burns a processor. So a loop looks on only where it pays: while eight of nine waits end
 * within {@value #LONGEST_NANOS} ns, and never longer than that. Decision 0021.
 *
 * <p>Confined to its loop.
 */
public final class PatientWait implements SelectStrategy {
    static final long LONGEST_NANOS = 40_000;

    /** How many more short waits than were to be expected make it look on. */
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
    public PatientWait(LongSupplier clock) {
        this.clock = clock;
    }

    /** Tells it how to find out that there is something to do which is not input. */
    void endsAlsoFor(BooleanSupplier tasks) {
        hasTasks = tasks;
    }

    /** The loop has something to do. */
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
