package dev.stanchion.client;

import java.time.Duration;

/** Durations as people write them: {@code 10ms}, {@code 1m30s}, {@code 2d}. */
final class DurationText {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private DurationText() {}

    static String of(Duration duration) {
        if (duration.isNegative()) {
            return "-" + of(duration.negated());
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toNanosPart() / NANOS_PER_MILLI, "ms");
        append(text, duration.toNanosPart() % NANOS_PER_MILLI, "ns");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
