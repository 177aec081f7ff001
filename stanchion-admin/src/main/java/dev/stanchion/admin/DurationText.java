package dev.stanchion.admin;

import java.time.Duration;

/** Durations as the API reads them: {@code 1h30m0s}. */
final class DurationText {
    private DurationText() {}

    static String of(Duration duration) {
        if (duration.isNegative() || duration.toHours() > 999_999) {
            throw new IllegalArgumentException(
                    duration + " is no duration for the API (expected: 0 to 999,999 hours)");
        }
        String fraction = "%06d".formatted(duration.toNanosPart() / 1000);
        return "%dh%dm%d.%ss"
                .formatted(
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart(),
                        fraction);
    }
}
