package dev.stanchion.server.api;

import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.values.BadValueException;
import dev.stanchion.server.values.GoDuration;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/** Times and durations in requests. */
final class Times {
    static final String EXPECTED = "a time like 2026-12-01T10:00:00Z";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    private Times() {}

    /** Reads a time of RFC 3339; empty if it is not one, or not between 1678 and 2262. */
    static Optional<Long> epochNanos(String text) {
        try {
            return Optional.of(epochNanos(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns a time as the engine has it.
     *
     * @throws ArithmeticException if it is not between 1678 and 2262
     */
    static long epochNanos(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    }

    /** Returns how long something has waited; 0 if nothing has, or if the clock was set back. */
    static double secondsSince(long epochNanos, long nowEpochNanos) {
        return epochNanos == 0
                ? 0
                : Math.max(0, (nowEpochNanos - epochNanos) / (double) NANOS_PER_SECOND);
    }

    /** Returns a duration as a request can have it: {@code 599.5s}. */
    static String duration(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString() + "s";
    }

    /** Takes a duration like {@code 10m}. */
    static OptionalLong nanos(JsonBody body, String name) {
        Optional<String> text = body.text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long nanos = GoDuration.parseNanos(text.get());
            if (nanos >= 0) {
                return OptionalLong.of(nanos);
            }
        } catch (BadValueException e) {
            // the same error
        }
        throw body.wrong(name, "a duration like 10m or 1h30m");
    }
}
