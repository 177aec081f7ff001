package dev.stanchion.store.jetstream.log;

import dev.stanchion.store.remote.StoredMessage;

/** A message that is appended and not durable. Confined to the channel's shard. */
final class Waiting {
    private StoredMessage message;
    private final int countedBytes;

    Waiting(StoredMessage message, int countedBytes) {
        this.message = message;
        this.countedBytes = countedBytes;
    }

    StoredMessage message() {
        return message;
    }

    int countedBytes() {
        return countedBytes;
    }

    /** Gives the message a greater sequence, because others have used those before it. */
    void move(int by) {
        message = message.withSequence(message.sequence() + by);
    }
}
