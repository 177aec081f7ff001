package dev.stanchion.client;

import dev.stanchion.protocol.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The start position of a new subscription ({@code spec/streaming.md} 5.2). An existing durable or
 * queue group ignores it and continues where it was. Immutable.
 */
public sealed interface StartAt {
    /** Returns a position that gets only messages after the request. */
    static StartAt newOnly() {
        return new Position(StartPosition.NEW_ONLY);
    }

    /** Returns a position at the last stored message. */
    static StartAt lastReceived() {
        return new Position(StartPosition.LAST_RECEIVED);
    }

    /** Returns a position at the oldest stored message. */
    static StartAt first() {
        return new Position(StartPosition.FIRST);
    }

    /**
     * Returns a position at this sequence. If the sequence is no longer stored, the subscription
     * begins at the oldest stored message. If it is beyond the last one, the subscription gets new
     * messages only.
     *
     * @param sequence unsigned
     */
    static StartAt sequence(long sequence) {
        return new Sequence(sequence);
    }

    /** Returns a position at the first message that is not older than this instant. */
    static StartAt time(Instant instant) {
        return new Time(instant);
    }

    /**
     * Returns a position at the first message that is not older than this age at the time of the
     * request.
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

        /** Returns the nanoseconds of an age: 0 for the future, and 292 years at most. */
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
