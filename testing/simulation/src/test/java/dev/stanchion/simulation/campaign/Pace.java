package dev.stanchion.simulation.campaign;

import java.util.Locale;

/**
 * How fast a campaign is. Seeds of earlier runs do not count for its rate.
 *
 * @param before the seeds that earlier runs had done
 */
record Pace(long seeds, long before) {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    /** Returns one line about how far it has come, and when it will end. */
    String line(long done, int failed, double seconds) {
        double rate = (done - before) / Math.max(seconds, 0.001);
        String toGo = rate == 0 ? "?" : duration(Math.round((seeds - done) / rate));
        return String.format(
                Locale.ROOT,
                "%,d of %,d seeds (%.1f %%), %d failed, %.1f a second, %s to go",
                done,
                seeds,
                100.0 * done / seeds,
                failed,
                rate,
                toGo);
    }

    static String duration(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return "%d min %d s".formatted(seconds / MINUTE, seconds % MINUTE);
        }
        return "%d h %d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }
}
