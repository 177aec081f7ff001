package dev.stanchion.store.jetstream.log;

import dev.stanchion.store.jetstream.append.Outgoing;
import dev.stanchion.store.remote.StoredMessage;

/** A message that is appended and not durable. Confined to the channel's shard. */
final class Waiting {
    private final Outgoing outgoing;
    private final int countedBytes;
    private final int admittedBytes;
    private StoredMessage message;

    /**
     * @param outgoing the same message in the form of the stream
     */
    Waiting(StoredMessage message, Outgoing outgoing, int countedBytes) {
        this.message = message;
        this.outgoing = outgoing;
        this.countedBytes = countedBytes;
        this.admittedBytes = message.size();
    }

    /** Returns the message in the form of the stream. */
    Outgoing outgoing() {
        return outgoing;
    }

    StoredMessage message() {
        return message;
    }

    int countedBytes() {
        return countedBytes;
    }

    /** Returns its size when it was admitted; it may have grown since then. */
    int admittedBytes() {
        return admittedBytes;
    }

    /**
     * Puts the message behind messages of others: it gets a greater sequence, and a time that is
     * not before theirs. No copy of it that is on its way can land any more, because the stream has
     * moved on from where that was expected.
     */
    void move(int by, long earliestEpochNanos) {
        long timestamp = Math.max(message.timestampEpochNanos(), earliestEpochNanos);
        if (timestamp > message.timestampEpochNanos()) {
            outgoing.setTime(timestamp);
        } else if (by == 0) {
            return;
        }
        message = message.moved(message.sequence() + by, timestamp);
    }
}
