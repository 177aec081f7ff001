package dev.stanchion.client;

import dev.stanchion.protocol.Refusal;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How a {@link StreamingClient} comes back after its connection was lost. Immutable.
 *
 * @param first how long it waits before the first attempt to connect
 * @param longest how long it waits at most between two attempts; each wait is twice the one before
 * @param limit after how long without success it gives up
 * @param uncertainPublishes what becomes of publishes without an ack
 */
public record Recovery(
        Duration first, Duration longest, Duration limit, UncertainPublishes uncertainPublishes) {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** What another attempt cannot change. Whatever is not here may pass. */
    private static final Set<String> FINAL_REFUSALS =
            Set.of(
                    Refusal.INVALID_CLIENT_ID.text(),
                    Refusal.CLIENT_ID_MISSING.text(),
                    Refusal.INVALID_CONNECTION_REQUEST.text());

    public Recovery {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw Failures.invalid(
                    "back-off: %s to %s (expected: more than zero, the longest last)"
                            .formatted(DurationText.of(first), DurationText.of(longest)),
                    "Correct it.");
        }
        TimeLimits.requirePositive("longest back-off", longest);
        if (limit.isNegative()) {
            throw Failures.invalid(
                    "recovery limit: "
                            + DurationText.of(limit)
                            + " (expected: zero for never, or more)",
                    "Correct it.");
        }
    }

    /** Tries until it succeeds: after 250 ms, and then at intervals of up to 10 s. */
    public static Recovery forever() {
        return within(FOREVER);
    }

    /** Tries that long after each loss. */
    public static Recovery within(Duration limit) {
        return new Recovery(
                Duration.ofMillis(250), Duration.ofSeconds(10), limit, UncertainPublishes.FAIL);
    }

    /** Does not try: the client ends with its first connection. */
    public static Recovery never() {
        return within(Duration.ZERO);
    }

    public Recovery backoff(Duration firstWait, Duration longestWait) {
        return new Recovery(firstWait, longestWait, limit, uncertainPublishes);
    }

    public Recovery uncertainPublishes(UncertainPublishes decision) {
        return new Recovery(first, longest, limit, decision);
    }

    /**
     * Returns how long to wait before an attempt: a random time between three quarters of the
     * interval and the whole, so that many clients do not come at once.
     *
     * @param attempt from 0
     */
    Duration waitBefore(int attempt, RandomGenerator chance) {
        long whole = longest.toNanos();
        if (attempt < Long.SIZE - 1) {
            long grown = first.toNanos() << attempt;
            whole = grown >> attempt == first.toNanos() ? Math.min(grown, whole) : whole;
        }
        return Duration.ofNanos(whole - (long) (chance.nextDouble() * whole / 4));
    }

    boolean isOver(Duration sinceLoss) {
        return sinceLoss.compareTo(limit) >= 0;
    }

    /** Returns whether it is useless to try again after this failure of an attempt to connect. */
    static boolean isFinal(StreamingException failure) {
        return switch (failure.kind()) {
            case INVALID -> true;
            case UNREACHABLE -> failure.serverError().isPresent(); // it does not let us in
            case REFUSED ->
                    failure.serverError()
                            .filter(error ->
                                    FINAL_REFUSALS.contains(error)
                                            || Failures.isUnknownCluster(error))
                            .isPresent();
            case NO_ANSWER, UNCERTAIN, LOST, CLOSED, OVERLOADED, INTERRUPTED -> false;
        };
    }
}
