package dev.stanchion.engine.admin;

/** How much of a channel a {@link Operation.Purge} removes. Always the oldest messages. */
public sealed interface Extent {
    /** All messages up to and including a sequence. */
    record UpTo(long sequence) implements Extent {}

    /**
     * All messages that were stored longer ago.
     *
     * @param ageNanos 0 or more; counted back from when the operation is planned
     */
    record OlderThan(long ageNanos) implements Extent {}

    /**
     * All messages but the newest.
     *
     * @param messages how many sequences stay, at least 1
     */
    record KeepLast(long messages) implements Extent {}

    /** All messages. */
    record All() implements Extent {}
}
