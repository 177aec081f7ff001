package dev.stanchion.cli.backup;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.transfer.TransferException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps a backup from being faster than it may be, and tells how far it is. For one thread. */
final class Pace {
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Console console;
    private final LongSupplier clock;
    private final Sleep sleep;
    private final long mostBytesPerSecond;
    private final long startNanos;
    private long bytes;
    private long toldNanos;
    private long toldMessages;

    /** Waits. */
    @FunctionalInterface
    interface Sleep {
        void nanos(long nanos) throws InterruptedException;
    }

    /**
     * @param mostBytesPerSecond 0 for no limit
     */
    Pace(Console console, LongSupplier clock, Sleep sleep, long mostBytesPerSecond) {
        this.console = console;
        this.clock = clock;
        this.sleep = sleep;
        this.mostBytesPerSecond = mostBytesPerSecond;
        this.startNanos = clock.getAsLong();
        this.toldNanos = startNanos;
    }

    /** Waits until these bytes may have come. */
    void await(long more) {
        bytes += more;
        if (mostBytesPerSecond == 0) {
            return;
        }
        double due = bytes / (double) mostBytesPerSecond * NANOS_PER_SECOND;
        long early = (long) due - (clock.getAsLong() - startNanos);
        if (early > 0) {
            try {
                sleep.nanos(early);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransferException("the backup was interrupted", "Begin it again.", e);
            }
        }
    }

    /** Tells how far the backup is, every two seconds at most. */
    void tell(String channel, long sequence, long last, long messages, long written) {
        long now = clock.getAsLong();
        if (now - toldNanos >= TELL_NANOS) {
            double seconds = (now - toldNanos) / NANOS_PER_SECOND;
            console.remark(
                    String.format(
                            Locale.ROOT,
                            "%s: up to %,d of %,d; %,d messages, %,.0f per second, %.1f MB",
                            channel,
                            sequence,
                            last,
                            messages,
                            (messages - toldMessages) / seconds,
                            written / 1e6));
            toldNanos = now;
            toldMessages = messages;
        }
    }
}
