package dev.stanchion.nats.loop;

import dev.stanchion.nats.message.RoutedMessage;
import dev.stanchion.nats.routing.Subscription;

/** A subscription that can be given a message: of a connection, or in process. */
public abstract class Receiver extends Subscription {
    protected Receiver(byte[] subject, byte[] queue) {
        super(subject, queue);
    }

    /**
     * Gives it the message, on the loop of the publisher, inside its turn.
     *
     * @return false if it does not take it: closed, exhausted, or echo is off
     */
    public abstract boolean deliver(RoutedMessage message, TurnLoop loop);

    /** Whether it is told the same about a message as another one, as far as the ID decides. */
    public boolean isWordedAs(Receiver other) {
        return false;
    }

    /** Whether it belongs to a connection that is open. */
    public abstract boolean isOnOpenConnection();

    /** Whether the connection behind it, if any, has too much queued. */
    public abstract boolean isCongested();

    /**
     * Runs a task once on some loop, as soon as the connection behind it is not congested or is
     * gone; at once if there is none.
     */
    public abstract void whenRelieved(Runnable task);
}
