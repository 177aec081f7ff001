package dev.stanchion.store.file.journal;

/**
 * The progress of a channel. Written by the channel's shard. The opener of the channel reads the
 * fields before that.
 */
public interface Position {
    /** The begin of a channel of which nothing is recorded. */
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
