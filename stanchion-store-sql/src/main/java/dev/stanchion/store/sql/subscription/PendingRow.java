package dev.stanchion.store.sql.subscription;

import java.util.Set;
import java.util.TreeSet;

/** Some of a subscription's pending sequences, which share a row. Owned by the channel's shard. */
final class PendingRow {
    /** Bounds what is written again when one of them is acknowledged. */
    static final int MAX_SEQUENCES = 256;

    private final long number;
    private final Set<Long> sequences = new TreeSet<>();
    private boolean written;

    PendingRow(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    Set<Long> sequences() {
        return sequences;
    }

    boolean isFull() {
        return sequences.size() >= MAX_SEQUENCES;
    }

    /** Tells whether the database has the row. */
    boolean isWritten() {
        return written;
    }

    void written() {
        written = true;
    }
}
