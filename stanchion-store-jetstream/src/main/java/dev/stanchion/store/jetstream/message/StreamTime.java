package dev.stanchion.store.jetstream.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times as the server writes them: {@code 2026-03-01T12:00:00.000000001Z}. Each message of a
 * page has one, and the parsers of the JDK take longer for it than the rest of the message does.
 */
final class StreamTime {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private StreamTime() {}

    /** Returns the nanoseconds since the epoch; 0 if the text is no time. */
    static long epochNanos(String text) {
        try {
            return isUtc(text) ? utc(text) : nanos(Instant.parse(text));
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }

    /** Tells whether it has the usual shape; {@link #utc} reads no other one. */
    private static boolean isUtc(String text) {
        int end = text.length() - 1;
        if (end < SHAPE.length() || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            if (wanted == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        if (end == SHAPE.length()) {
            return true;
        }
        int digits = end - SHAPE.length() - 1;
        if (text.charAt(SHAPE.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return false;
        }
        for (int i = SHAPE.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long utc(String text) {
        long days =
                LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                        .toEpochDay();
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException(text);
        }
        long seconds = days * SECONDS_PER_DAY + (hour * 60L + minute) * 60L + second;
        int end = text.length() - 1;
        int nanos = end == SHAPE.length() ? 0 : number(text, SHAPE.length() + 1, end);
        for (int digits = end - SHAPE.length() - 1; digits < NANO_DIGITS && nanos > 0; digits++) {
            nanos *= 10;
        }
        return seconds * NANOS_PER_SECOND + nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
