package dev.stanchion.nats;

import dev.stanchion.nats.routing.Subscription;

/** A subscription that can be given a message: of a connection, or in process. */
abstract class Receiver extends Subscription {
    Receiver(byte[] subject, byte[] queue) {
        super(subject, queue);
    }

    /**
     * Gives it the message, on the loop of the publisher, inside its turn.
     *
     * @return false if it does not take it: closed, exhausted, or echo is off
     */
    abstract boolean deliver(RoutedMessage message, TurnLoop loop);

    /** Whether it is told the same about a message as another one, as far as the ID decides. */
    boolean isWordedAs(Receiver other) {
        return false;
    }

    /** Whether it belongs to a connection that is open. */
    abstract boolean isOnOpenConnection();

    /** Whether the connection behind it, if any, has too much queued. */
    abstract boolean isCongested();

    /**
     * Runs a task once on some loop, as soon as the connection behind it is not congested or is
     * gone; at once if there is none.
     */
    abstract void whenRelieved(Runnable task);
}
