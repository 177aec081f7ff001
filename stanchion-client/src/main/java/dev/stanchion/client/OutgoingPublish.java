package dev.stanchion.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One publish of a {@link StreamingClient}, until it is answered. At each moment it is in the hands
 * of one: of who sends it, of the window of a connection, or of the backlog. So its mutable fields
 * need no lock of their own.
 */
final class OutgoingPublish extends SentPublish {
    private final OutgoingPublishes owner;

    /** The order of the calls. */
    final long number;

    final byte[] data;
    final long beginNanos = System.nanoTime();
    final CompletableFuture<PublishAck> future = new CompletableFuture<>();

    /** The registration under which it was sent last. */
    @Nullable StreamingConnection sentOn;

    /** Ends its waiting for a connection; guarded by the lock of {@link OutgoingPublishes}. */
    @Nullable Future<?> expiry;

    OutgoingPublish(
            OutgoingPublishes owner, long number, String guid, String channel, byte[] data) {
        super(guid, channel);
        this.owner = owner;
        this.number = number;
        this.data = data;
    }

    @Override
    void stored() {
        owner.complete(this);
    }

    @Override
    void failed(StreamingException reason) {
        owner.settleFailed(this, reason);
    }
}
