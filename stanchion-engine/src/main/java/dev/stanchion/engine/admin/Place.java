package dev.stanchion.engine.admin;

/** Where a {@link Operation.Move} puts a position. */
public sealed interface Place {
    /** The next message to send is the first one that is kept. */
    record First() implements Place {}

    /** Nothing of what is stored is sent any more. */
    record Last() implements Place {}

    /**
     * The next message to send is this one, or the first one behind it that is kept.
     *
     * @param sequence at least 1
     */
    record Sequence(long sequence) implements Place {}

    /** The next message to send is the first one that was stored at this time or later. */
    record Time(long epochNanos) implements Place {}

    /**
     * The position moves by a number of sequences.
     *
     * @param messages forward if positive, back if negative
     */
    record By(long messages) implements Place {}
}
