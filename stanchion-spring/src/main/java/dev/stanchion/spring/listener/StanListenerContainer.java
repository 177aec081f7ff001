package dev.stanchion.spring.listener;

import dev.stanchion.client.MessageHandler;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener and its subscription. Safe for use by many threads. */
public final class StanListenerContainer {
    private static final Logger LOG = LoggerFactory.getLogger(StanListenerContainer.class);

    private final String id;
    private final String channel;
    private final SubscriptionOptions options;
    private final boolean startsAutomatically;
    private final StreamingClient client;
    private final MessageHandler handler;

    private final Object lock = new Object();
    private @Nullable Subscription subscription;

    StanListenerContainer(
            String id,
            String channel,
            SubscriptionOptions options,
            boolean startsAutomatically,
            StreamingClient client,
            MessageHandler handler) {
        this.id = id;
        this.channel = channel;
        this.options = options;
        this.startsAutomatically = startsAutomatically;
        this.client = client;
        this.handler = handler;
    }

    public String id() {
        return id;
    }

    public String channel() {
        return channel;
    }

    /** Returns the options of its subscription. */
    public SubscriptionOptions options() {
        return options;
    }

    boolean startsAutomatically() {
        return startsAutomatically;
    }

    /** Returns whether it is subscribed, or will be as soon as the client is connected. */
    public boolean isRunning() {
        synchronized (lock) {
            return subscription != null;
        }
    }

    /**
     * Subscribes; does nothing if it is running.
     *
     * @throws StreamingException as {@link StreamingClient#subscribe}
     */
    public void start() {
        synchronized (lock) {
            if (subscription == null) {
                subscription = client.subscribe(channel, options, handler);
            }
        }
    }

    /**
     * Ends the subscription and waits for running calls of the listener. A durable and a group keep
     * their position. Does nothing if it is not running.
     */
    public void stop() {
        Subscription ending;
        synchronized (lock) {
            ending = subscription;
            subscription = null;
        }
        if (ending == null) {
            return;
        }
        try {
            ending.close();
        } catch (StreamingException e) {
            LOG.debug("Listener {} has stopped, and the server did not confirm it", id, e);
        }
    }
}
