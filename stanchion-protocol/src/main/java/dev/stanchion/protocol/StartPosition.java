package dev.stanchion.protocol;

import java.util.Optional;

/** The position at which a new subscription begins ({@code spec/streaming.md} 5.2). */
public enum StartPosition {
    /** The subscription receives only messages that are stored after the request. */
    NEW_ONLY(0),
    /** The subscription begins with the last stored message. */
    LAST_RECEIVED(1),
    /** The subscription begins with the first message that is not older than the given duration. */
    TIME_DELTA(2),
    /** The subscription begins with the given sequence. */
    SEQUENCE(3),
    /** The subscription begins with the first stored message. */
    FIRST(4);

    private final int number;

    StartPosition(int number) {
        this.number = number;
    }

    /** Returns the number on the wire. */
    public int number() {
        return number;
    }

    /** Returns the position with this number on the wire; empty if there is none. */
    public static Optional<StartPosition> of(int number) {
        return switch (number) {
            case 0 -> Optional.of(NEW_ONLY);
            case 1 -> Optional.of(LAST_RECEIVED);
            case 2 -> Optional.of(TIME_DELTA);
            case 3 -> Optional.of(SEQUENCE);
            case 4 -> Optional.of(FIRST);
            default -> Optional.empty();
        };
    }
}
