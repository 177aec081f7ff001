package dev.stanchion.server.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times and ages as the Go servers do on their pages. */
public final class GoTime {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX", Locale.ROOT);
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    private GoTime() {}

    /** Returns RFC 3339 with as many digits of a second as needed: {@code …:20.89Z}. */
    public static String of(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        String fraction = "";
        if (local.getNano() > 0) {
            String digits = Integer.toString(1_000_000_000 + local.getNano()).substring(1);
            fraction = "." + digits.replaceAll("0+$", "");
        }
        String offset =
                local.getOffset().equals(ZoneOffset.UTC) ? "Z" : OFFSET.format(local.getOffset());
        return SECONDS.format(local) + fraction + offset;
    }

    /** Returns {@code 1y2d3h4m5s}, from the first unit that is not 0; at least {@code 0s}. */
    public static String uptime(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        StringBuilder text = new StringBuilder();
        append(text, seconds / YEAR, 'y');
        append(text, seconds % YEAR / DAY, 'd');
        append(text, seconds % DAY / HOUR, 'h');
        append(text, seconds % HOUR / MINUTE, 'm');
        return text.append(seconds % MINUTE).append('s').toString();
    }

    private static void append(StringBuilder text, long count, char unit) {
        if (count > 0 || !text.isEmpty()) {
            text.append(count).append(unit);
        }
    }
}
