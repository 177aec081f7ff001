package dev.stanchion.engine.diagnosis;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Writes numbers as people read them. */
public final class Told {
    private static final int SECONDS_OF_A_MINUTE = 60;
    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final int HOURS_OF_A_DAY = 24;
    private static final long KILO = 1000;

    private Told() {}

    /** Returns a number with commas between thousands. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a number and the noun, which has an "s" unless the number is one. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns the two largest units of a duration: {@code 4 m 12 s}. */
    public static String duration(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, nanos));
        if (seconds < SECONDS_OF_A_MINUTE) {
            return seconds + " s";
        }
        long minutes = seconds / SECONDS_OF_A_MINUTE;
        if (minutes < MINUTES_OF_AN_HOUR) {
            return two(minutes, "m", seconds % SECONDS_OF_A_MINUTE, "s");
        }
        long hours = minutes / MINUTES_OF_AN_HOUR;
        return hours < HOURS_OF_A_DAY
                ? two(hours, "h", minutes % MINUTES_OF_AN_HOUR, "m")
                : two(hours / HOURS_OF_A_DAY, "d", hours % HOURS_OF_A_DAY, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }

    /** Returns a size with one decimal: {@code 4.1 MB}. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= KILO && unit < 3) {
            size /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", size, "kMGT".charAt(unit));
    }

    /** Returns a rate per second, with one decimal if it is low: {@code 0.5}, {@code 1,200}. */
    public static String rate(double perSecond) {
        return perSecond < 10
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : number(Math.round(perSecond));
    }

    /** Returns a time of day in UTC, to the second: {@code 2026-11-24T10:49:00Z}. */
    public static String time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
