package dev.stanchion.server.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;
import java.util.logging.LogRecord;

/**
 * Writes one event as one line: {@code [<pid>] <YYYY/MM/DD HH:MM:SS.micros> [<LVL>] <text>}. A
 * stack trace, which only a bug has, follows on separate lines.
 *
 * <p>The zone is a {@code TimeZone}, because the first {@code ZoneId} of a process opens every jar
 * to look for rules of zones (decision 0061).
 */
final class LineFormat extends EventFormat {
    private final long pid;
    private final boolean timestamps;
    private final boolean colours;
    private final TimeZone zone;

    LineFormat(long pid, boolean timestamps, boolean colours, TimeZone zone) {
        this.pid = pid;
        this.timestamps = timestamps;
        this.colours = colours;
        this.zone = zone;
    }

    @Override
    public String format(LogRecord event) {
        StringBuilder line = new StringBuilder(128).append('[').append(pid).append("] ");
        if (timestamps) {
            appendTime(line, timeOf(event));
        }
        LineLevel level = LineLevel.of(event.getLevel());
        line.append('[').append(colours ? level.coloured() : level.letters()).append("] ");
        line.append(Layer.of(logger(event)).prefix()).append(text(event)).append('\n');
        if (event.getThrown() != null) {
            line.append(trace(event.getThrown()));
        }
        return line.toString();
    }

    private LocalDateTime timeOf(LogRecord event) {
        int offsetMillis = zone.getOffset(event.getMillis());
        return LocalDateTime.ofInstant(
                event.getInstant(), ZoneOffset.ofTotalSeconds(offsetMillis / 1000));
    }

    /**
     * Appends the time without a formatter of {@code java.time}, which would cost a tenth of the
     * start-up time.
     */
    private static void appendTime(StringBuilder line, LocalDateTime time) {
        append(line, time.getYear(), 4).append('/');
        append(line, time.getMonthValue(), 2).append('/');
        append(line, time.getDayOfMonth(), 2).append(' ');
        append(line, time.getHour(), 2).append(':');
        append(line, time.getMinute(), 2).append(':');
        append(line, time.getSecond(), 2).append('.');
        append(line, time.getNano() / 1000, 6).append(' ');
    }

    private static StringBuilder append(StringBuilder line, int number, int digits) {
        String text = Integer.toString(number);
        return line.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }
}
