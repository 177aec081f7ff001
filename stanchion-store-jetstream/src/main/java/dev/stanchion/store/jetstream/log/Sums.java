package dev.stanchion.store.jetstream.log;

import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.remote.Block;

/**
 * Which messages a channel without a ledger has. Immutable.
 *
 * @param last the last sequence; 0 if there never was one
 * @param bytes their size, in part an estimate
 */
public record Sums(
        long first, long last, long count, long bytes, long firstEpochNanos, long lastEpochNanos) {
    /** No messages. */
    public static final Sums NONE = new Sums(1, 0, 0, 0, 0, 0);

    /** Returns the sums of a whole stream. */
    static Sums of(StreamInfo info) {
        return new Sums(
                info.firstSequence(),
                info.lastSequence(),
                info.messages(),
                info.bytesAsOnFile(),
                info.firstEpochNanos(),
                info.lastEpochNanos());
    }

    /** Returns the sums without so many sequences at the end, as if there were no holes. */
    Sums without(long sequences) {
        long left = Math.max(0, count - sequences);
        return new Sums(
                first,
                last - sequences,
                left,
                count == 0 ? 0 : bytes / count * left,
                firstEpochNanos,
                lastEpochNanos);
    }

    /** Returns the sums with one more message, the last. */
    Sums with(StreamMessage message) {
        long time = message.timestampEpochNanos();
        return new Sums(
                count == 0 ? message.sequence() : first,
                message.sequence(),
                count + 1,
                bytes + message.countedBytes(),
                count == 0 ? time : firstEpochNanos,
                Math.max(lastEpochNanos, time));
    }

    /** Returns about how many messages there are from a sequence on. */
    long countFrom(long sequence) {
        return Block.estimate(first, last, count, sequence);
    }
}
