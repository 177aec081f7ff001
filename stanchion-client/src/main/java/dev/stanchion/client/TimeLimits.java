package dev.stanchion.client;

import java.time.Duration;

/** How long an option may let something wait: as long as its nanoseconds fit a {@code long}. */
final class TimeLimits {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final String EXPECTED = "at most 36500 days";

    private TimeLimits() {}

    /**
     * Checks an option that has to let something wait.
     *
     * @throws StreamingException ({@code INVALID}) if it is zero, negative or too long
     */
    static void requirePositive(String name, Duration limit) {
        check(name, limit, limit.compareTo(Duration.ZERO) > 0, "more than zero, " + EXPECTED);
    }

    /**
     * Checks an option that may let nothing wait.
     *
     * @throws StreamingException ({@code INVALID}) if it is negative or too long
     */
    static void requireNotNegative(String name, Duration limit) {
        check(name, limit, !limit.isNegative(), "not negative, " + EXPECTED);
    }

    private static void check(String name, Duration limit, boolean isLongEnough, String expected) {
        if (!isLongEnough || limit.compareTo(LONGEST) > 0) {
            throw Failures.invalid(
                    "%s: %s (expected: %s)".formatted(name, DurationText.of(limit), expected),
                    "Correct it.");
        }
    }
}
