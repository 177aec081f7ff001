package dev.stanchion.load.report;

import dev.stanchion.load.figures.Spread;
import java.util.Locale;

/** Writes numbers with about three significant digits. */
public final class Numbers {
    private static final double MIB = 1024 * 1024;

    private Numbers() {}

    /** Writes a figure of any size. */
    public static String shown(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Writes a ratio with the spread of the pairs. */
    public static String ratio(Spread ratio) {
        return "%s (%s to %s)"
                .formatted(ratio(ratio.median()), ratio(ratio.min()), ratio(ratio.max()));
    }

    /** Writes an amount of memory. */
    public static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / MIB);
    }
}
