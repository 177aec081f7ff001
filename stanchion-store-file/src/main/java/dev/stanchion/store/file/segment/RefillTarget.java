package dev.stanchion.store.file.segment;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The target of records of the commit log that are in no segment. For one thread. */
interface RefillTarget {
    /** Returns the last sequence that it already has; 0 if there is none. */
    long writtenSequence();

    /** Returns whether the next message of this time must go to another segment. */
    boolean isFull(long timestampEpochNanos);

    /** Notes a message whose record is in the next {@link #refillWith}. */
    void noteRefill(long sequence, long timestampEpochNanos, int length) throws IOException;

    /**
     * Takes the records that were noted.
     *
     * @param records not used again by the caller
     * @param isEnd whether the segment ends with them
     */
    void refillWith(ByteBuffer records, boolean isEnd) throws IOException;
}
