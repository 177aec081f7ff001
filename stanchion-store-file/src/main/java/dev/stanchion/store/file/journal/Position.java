package dev.stanchion.store.file.journal;

/**
 * How far a channel has come. Written by the channel's shard; the fields are read by whoever opens
 * the channel, before that.
 */
public interface Position {
    /** Where a channel begins, and nothing is remembered. */
    Position NOT_KEPT =
            new Position() {
                @Override
                public long lastSequence() {
                    return 0;
                }

                @Override
                public long lastTimestampEpochNanos() {
                    return 0;
                }

                @Override
                public void advance(long sequence, long timestampEpochNanos) {}
            };

    /** Returns the last sequence that an earlier run has given out; 0 if it has none. */
    long lastSequence();

    /** Returns the timestamp of that message. */
    long lastTimestampEpochNanos();

    /**
     * Remembers the last message that may have been seen by anyone. On return it survives the end
     * of the process. No allocation, no system call.
     */
    void advance(long sequence, long timestampEpochNanos);
}
