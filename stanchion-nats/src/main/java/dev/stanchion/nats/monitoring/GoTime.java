package dev.stanchion.nats.monitoring;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as Go programs write and read them. Pure. */
final class GoTime {
    private static final long MICROSECOND = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int DAYS_PER_YEAR = 365;

    private GoTime() {}

    /** Returns a duration like {@code 639µs} or {@code 1m2.5s}. */
    static String duration(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < MICROSECOND) {
            return nanos + "ns";
        }
        if (nanos < MILLISECOND) {
            return decimal(nanos, 3) + "µs";
        }
        if (nanos < SECOND) {
            return decimal(nanos, 6) + "ms";
        }
        long minutes = duration.toMinutes();
        String seconds = decimal(nanos - minutes * 60 * SECOND, 9) + "s";
        if (minutes == 0) {
            return seconds;
        }
        long hours = minutes / 60;
        return (hours == 0 ? "" : hours + "h") + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long nanos, int scale) {
        return BigDecimal.valueOf(nanos, scale).stripTrailingZeros().toPlainString();
    }

    /** Returns an age like {@code 1y2d3h4m5s}, from the first unit that is not zero. */
    static String since(Instant start, Instant now) {
        Duration time = Duration.between(start, now);
        long days = time.toDays();
        long years = days / DAYS_PER_YEAR;
        long[] values = {years, days % DAYS_PER_YEAR, time.toHoursPart(), time.toMinutesPart()};
        var text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0 || !text.isEmpty()) {
                text.append(values[i]).append("ydhm".charAt(i));
            }
        }
        return text.append(Math.max(0, time.toSecondsPart())).append('s').toString();
    }
}
