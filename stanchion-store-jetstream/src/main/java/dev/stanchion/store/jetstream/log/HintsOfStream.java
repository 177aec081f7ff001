package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears what others publish on the subject of a channel. Such a message is a hint that the stream
 * has a new one: it may not be in the stream, and core NATS may lose it. Confined to the channel's
 * shard.
 */
final class HintsOfStream implements ClusterListener {
    private final Inbox inbox;
    private final String subject;
    private final Runnable look;
    private @Nullable Registration registration;

    /**
     * @param look looks whether the stream has new messages
     */
    HintsOfStream(Inbox inbox, String subject, Runnable look) {
        this.inbox = inbox;
        this.subject = subject;
        this.look = look;
    }

    void begin() {
        registration = inbox.link().subscribe(subject, hint -> look.run());
        inbox.listen(this);
    }

    /** Hints are lost while there is no connection. */
    @Override
    public void onUp() {
        look.run();
    }

    @Override
    public void onDown() {
        // there is nothing to look at
    }

    void close() {
        inbox.forget(this);
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }
}
