package dev.stanchion.store.jetstream;

import dev.stanchion.store.jetstream.channel.StreamShape;
import dev.stanchion.store.jetstream.state.Picture;

/**
 * The lease in this process's hands, with what the bucket had when it was taken. Nothing of another
 * process can come into the bucket behind it. {@link JetStreamLock} makes it, and a {@link
 * JetStreamStore} opens with it.
 */
public final class Claim {
    private final long epoch;
    private final StreamShape shape;
    private final Picture picture;
    private volatile boolean isComplete;

    /**
     * @param epoch the sequence of the lease in the bucket
     * @param picture the state of the bucket, which does not change any more
     */
    Claim(long epoch, StreamShape shape, Picture picture) {
        this.epoch = epoch;
        this.shape = shape;
        this.picture = picture;
        this.isComplete = picture.wasReleased();
    }

    long epoch() {
        return epoch;
    }

    StreamShape shape() {
        return shape;
    }

    /** Returns the state; read on the shard of the registry. */
    Picture picture() {
        return picture;
    }

    /** Tells whether the bucket has all deliveries that were made. */
    boolean isComplete() {
        return isComplete;
    }

    /** Says whether the bucket has all deliveries that were made. */
    void isComplete(boolean now) {
        isComplete = now;
    }
}
