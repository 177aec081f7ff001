package io.nats.streaming.protobuf;

import org.jspecify.annotations.Nullable;

/** Where a new subscription begins. The names and numbers are those of the protocol. */
public enum StartPosition {
    /** Messages that are published after the subscription was made. */
    NewOnly(0),
    /** The newest stored message, and what follows. */
    LastReceived(1),
    /** The first message that is not older than an instant. */
    TimeDeltaStart(2),
    /** A sequence. */
    SequenceStart(3),
    /** The oldest stored message. */
    First(4),
    /** A number that the protocol does not have. */
    UNRECOGNIZED(-1);

    public static final int NewOnly_VALUE = 0;
    public static final int LastReceived_VALUE = 1;
    public static final int TimeDeltaStart_VALUE = 2;
    public static final int SequenceStart_VALUE = 3;
    public static final int First_VALUE = 4;

    private final int number;

    StartPosition(int number) {
        this.number = number;
    }

    /**
     * Returns the number on the wire.
     *
     * @throws IllegalArgumentException for {@link #UNRECOGNIZED}
     */
    public final int getNumber() {
        if (this == UNRECOGNIZED) {
            throw new IllegalArgumentException("UNRECOGNIZED has no number");
        }
        return number;
    }

    /**
     * Returns the position with this number on the wire; null if there is none.
     *
     * @deprecated {@link #forNumber} does the same
     */
    @Deprecated
    public static @Nullable StartPosition valueOf(int value) {
        return find(value);
    }

    /** Returns the position with this number on the wire; null if there is none. */
    public static @Nullable StartPosition forNumber(int value) {
        return find(value);
    }

    private static @Nullable StartPosition find(int value) {
        for (StartPosition position : values()) {
            if (position != UNRECOGNIZED && position.number == value) {
                return position;
            }
        }
        return null;
    }
}
