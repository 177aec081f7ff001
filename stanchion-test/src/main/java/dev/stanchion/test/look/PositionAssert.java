package dev.stanchion.test.look;

import java.util.function.LongSupplier;

/** Assertions about a queue group, a durable, or the plain subscriptions of a client. */
public final class PositionAssert extends StateAssert<PositionAssert, PositionView> {
    public PositionAssert(PositionView actual) {
        super(actual, PositionAssert.class, actual.questions());
    }

    public PositionAssert exists() {
        return check(actual.expectation("to exist", actual::exists));
    }

    public PositionAssert doesNotExist() {
        return check(actual.expectation("not to exist", () -> !actual.exists()));
    }

    /** Expects that everything was sent to it, and that it has acknowledged all. */
    public PositionAssert isCaughtUp() {
        return check(
                actual.expectation("to be caught up", actual::isCaughtUp)
                        .otherwise(() ->
                                "%d not sent, %d in flight"
                                        .formatted(actual.lag(), actual.inFlight())));
    }

    /** Expects that many connected subscriptions. */
    public PositionAssert hasMembers(long count) {
        return has("to have %d members", count, actual::members);
    }

    /** Expects that many messages that were sent and are not acknowledged. */
    public PositionAssert hasInFlight(long count) {
        return has("to have %d messages in flight", count, actual::inFlight);
    }

    /** Expects that many messages that were not sent yet. */
    public PositionAssert hasLag(long count) {
        return has("to have a lag of %d messages", count, actual::lag);
    }

    /** Expects that many messages that were sent, each counted once. */
    public PositionAssert hasDelivered(long count) {
        return has("to have got %d messages", count, actual::delivered);
    }

    /** Expects that many deliveries that were repetitions. */
    public PositionAssert hasRedelivered(long count) {
        return has("to have got %d repetitions", count, actual::redelivered);
    }

    public PositionAssert hasAcknowledged(long count) {
        return has("to have acknowledged %d messages", count, actual::acknowledged);
    }

    /** Expects that a message was sent that often. */
    public PositionAssert hasAttempts(long sequence, int count) {
        return has(
                "to have got #" + Long.toUnsignedString(sequence) + " %d times",
                count,
                () -> actual.attempts(sequence));
    }

    private PositionAssert has(String what, long count, LongSupplier now) {
        return check(
                actual.expectation(what.formatted(count), () -> now.getAsLong() == count)
                        .otherwise(() -> String.valueOf(now.getAsLong())));
    }
}
