package dev.stanchion.cli.transfer;

import dev.stanchion.transfer.CopyProgress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Shows how far a copy has come: a remark every few seconds. */
public final class ShownCopy implements CopyProgress {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Consumer<String> line;
    private final LongSupplier clock;
    private final long totalBytes;
    private final long startNanos;
    private long shownNanos;
    private long shownMessages;

    /**
     * @param line takes each remark
     * @param clock a clock that never goes back
     * @param totalBytes the size of the source; 0 if it is unknown
     */
    public ShownCopy(Consumer<String> line, LongSupplier clock, long totalBytes) {
        this.line = line;
        this.clock = clock;
        this.totalBytes = totalBytes;
        this.startNanos = clock.getAsLong();
        this.shownNanos = startNanos;
    }

    @Override
    public void copied(long messages, long bytes) {
        long now = clock.getAsLong();
        if (now - shownNanos >= INTERVAL_NANOS) {
            double seconds = (now - shownNanos) / 1e9;
            line.accept(text(messages, (messages - shownMessages) / seconds, bytes, now));
            shownNanos = now;
            shownMessages = messages;
        }
    }

    private String text(long messages, double rate, long bytes, long now) {
        if (totalBytes == 0) {
            return String.format(Locale.ROOT, "%,d messages, %,.0f per second", messages, rate);
        }
        double part = Math.min(1, (double) bytes / totalBytes);
        return String.format(
                Locale.ROOT,
                "%,d messages, %,.0f per second, %.0f %%%s",
                messages,
                rate,
                100 * part,
                part == 0 ? "" : ", " + timeToGo((now - startNanos) / part * (1 - part)));
    }

    private static String timeToGo(double nanos) {
        long seconds = Math.round(nanos / 1e9);
        return String.format(Locale.ROOT, "%d:%02d to go", seconds / 60, seconds % 60);
    }
}
