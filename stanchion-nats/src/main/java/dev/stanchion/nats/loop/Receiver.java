package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.routing.Subscription;

/** A subscription that receives messages: of a connection, or in process. */
public abstract class Receiver extends Subscription {
    protected Receiver(byte[] subject, byte[] queue) {
        super(subject, queue);
    }

    /**
     * Delivers a message, on the loop of the publisher, inside its turn.
     *
     * @return false if it does not accept the message: it is closed or exhausted, or echo is off
     */
    public abstract boolean deliver(RoutedMessage message, TurnLoop loop);

    /** Returns whether it gets the same bytes as another one, as far as its ID decides. */
    public boolean isWordedAs(Receiver other) {
        return false;
    }

    /** Returns whether it belongs to an open connection. */
    public abstract boolean isOnOpenConnection();

    /** Returns whether its connection, if it has one, has too much queued. */
    public abstract boolean isCongested();

    /**
     * Runs a task once on some loop as soon as its connection is not congested or has ended; at
     * once if it has no connection.
     */
    public abstract void whenRelieved(Runnable task);
}
