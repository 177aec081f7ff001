package dev.stanchion.load.report;

import dev.stanchion.load.figures.Spread;
import java.util.Locale;

/** Writes numbers so that three digits say something, and no more. */
final class Numbers {
    private static final double MIB = 1024 * 1024;

    private Numbers() {}

    static String shown(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Writes a ratio with how far the pairs lie apart. */
    static String ratio(Spread ratio) {
        return "%s (%s to %s)"
                .formatted(ratio(ratio.median()), ratio(ratio.min()), ratio(ratio.max()));
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", bytes / MIB);
    }
}
