package dev.stanchion.test.time;

import java.time.Duration;

/** Durations as people read them. */
final class Durations {
    private Durations() {}

    /** Returns a text such as {@code 30 s}, {@code 0.25 s} or {@code 2 days}. */
    static String text(Duration duration) {
        if (duration.toSeconds() > 0 && duration.toNanosPart() == 0) {
            return duration.toSeconds() % 86_400 == 0
                    ? duration.toDays() + (duration.toDays() == 1 ? " day" : " days")
                    : duration.toSeconds() + " s";
        }
        return (duration.toMillis() / 1000.0) + " s";
    }
}
