package io.nats.streaming;

import dev.stanchion.client.StreamingException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A subscription of a {@link RegisteredConnection}. Safe for use by many threads. */
final class RunningSubscription implements Subscription {
    private final RegisteredConnection connection;
    private final dev.stanchion.client.Subscription subscription;
    private final @Nullable String queue;
    private final SubscriptionOptions options;
    private final AtomicBoolean ended = new AtomicBoolean();

    RunningSubscription(
            RegisteredConnection connection,
            dev.stanchion.client.Subscription subscription,
            @Nullable String queue,
            SubscriptionOptions options) {
        this.connection = connection;
        this.subscription = subscription;
        this.queue = queue;
        this.options = options;
    }

    @Override
    public String getSubject() {
        return subscription.channel();
    }

    @Override
    public @Nullable String getQueue() {
        return queue;
    }

    @Override
    public SubscriptionOptions getOptions() {
        return options;
    }

    @Override
    public String getAckInbox() {
        return subscription.ackInbox();
    }

    @Override
    public void unsubscribe() throws IOException {
        close(true);
    }

    @Override
    public void close() throws IOException {
        if (!ended.get()) {
            close(false);
        }
    }

    @Override
    public void close(boolean unsubscribe) throws IOException {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("stan: invalid subscription");
        }
        connection.checkOpen();
        try {
            if (unsubscribe) {
                subscription.unsubscribe();
            } else {
                subscription.close();
            }
        } catch (StreamingException e) {
            throw Outcomes.notEnded(unsubscribe, e);
        }
    }
}
