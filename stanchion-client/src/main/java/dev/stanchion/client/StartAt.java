package dev.stanchion.client;

import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Where a new subscription begins ({@code spec/streaming.md} 5.2). A durable or a queue group that
 * exists already goes on where it was, whatever is asked for here. Immutable.
 */
public sealed interface StartAt {
    /** Only what comes after the request. */
    static StartAt newOnly() {
        return new Position(StartPosition.NEW_ONLY);
    }

    /** The last stored message, then everything after it. */
    static StartAt lastReceived() {
        return new Position(StartPosition.LAST_RECEIVED);
    }

    /** The oldest message that is still stored. */
    static StartAt first() {
        return new Position(StartPosition.FIRST);
    }

    /**
     * This sequence; the oldest stored one if it is already gone; new messages only if it is beyond
     * the last one.
     *
     * @param sequence unsigned
     */
    static StartAt sequence(long sequence) {
        return new Sequence(sequence);
    }

    /** The first message that is not older than this instant. */
    static StartAt time(Instant instant) {
        return new Time(instant);
    }

    /**
     * The first message that is not older than this when the subscription is made.
     *
     * @throws StreamingException ({@code INVALID}) if the age is negative
     */
    static StartAt ago(Duration age) {
        return new Ago(age);
    }

    /** Translates for the wire, where a time is always a distance from now. */
    Wire wire(InstantSource clock);

    /**
     * A start position as a subscription request has it.
     *
     * @param position the number of a {@link StartPosition}
     * @param sequence used with {@code SEQUENCE}
     * @param ageNanos used with {@code TIME_DELTA}
     */
    record Wire(int position, long sequence, long ageNanos) {
        static Wire since(Duration age) {
            return new Wire(StartPosition.TIME_DELTA.number(), 0, saturatedNanos(age));
        }

        /** The future is now, and what is older than 292 years is as good as the first message. */
        private static long saturatedNanos(Duration age) {
            if (age.isNegative()) {
                return 0;
            }
            return age.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
                    ? age.toNanos()
                    : Long.MAX_VALUE;
        }
    }

    /** A position that needs no further value. */
    record Position(StartPosition position) implements StartAt {
        @Override
        public Wire wire(InstantSource clock) {
            return new Wire(position.number(), 0, 0);
        }
    }

    /** See {@link StartAt#sequence}. */
    record Sequence(long sequence) implements StartAt {
        @Override
        public Wire wire(InstantSource clock) {
            return new Wire(StartPosition.SEQUENCE.number(), sequence, 0);
        }
    }

    /** See {@link StartAt#time}. */
    record Time(Instant instant) implements StartAt {
        @Override
        public Wire wire(InstantSource clock) {
            return Wire.since(Duration.between(instant, clock.instant()));
        }
    }

    /** See {@link StartAt#ago}. */
    record Ago(Duration age) implements StartAt {
        public Ago {
            if (age.isNegative()) {
                throw Failures.invalid(
                        "start: " + age + " ago (expected: not negative)", "Look back, not ahead.");
            }
        }

        @Override
        public Wire wire(InstantSource clock) {
            return Wire.since(age);
        }
    }
}
