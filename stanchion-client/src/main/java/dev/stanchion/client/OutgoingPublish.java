package dev.stanchion.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One publish of a {@link StreamingClient}, until it is answered. Its mutable fields are guarded by
 * the lock of {@link OutgoingPublishes}, except those that are volatile.
 */
final class OutgoingPublish {
    /** The order of the calls. */
    final long number;

    final String guid;
    final String channel;
    final byte[] data;
    final long beginNanos = System.nanoTime();
    final CompletableFuture<PublishAck> future = new CompletableFuture<>();

    /** The registration under which it was sent last, and when. */
    volatile @Nullable StreamingConnection sentOn;

    volatile long sentNanos;

    /** Ends its waiting for a connection. */
    @Nullable Future<?> expiry;

    OutgoingPublish(long number, String guid, String channel, byte[] data) {
        this.number = number;
        this.guid = guid;
        this.channel = channel;
        this.data = data;
    }
}
