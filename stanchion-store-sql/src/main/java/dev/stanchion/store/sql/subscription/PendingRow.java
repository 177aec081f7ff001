package dev.stanchion.store.sql.subscription;

import java.util.Set;
import java.util.TreeSet;

/** The pending sequences of a subscription that share one row. Owned by the channel's shard. */
final class PendingRow {
    /**
     * The maximum number of sequences in a row. It bounds how much the writer rewrites after an
     * acknowledgement.
     */
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
