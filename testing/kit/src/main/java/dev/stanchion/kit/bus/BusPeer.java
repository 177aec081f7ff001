package dev.stanchion.kit.bus;

import java.util.List;

/** A client of a bus. It records each message that it receives as {@code subject|reply|payload}. */
public interface BusPeer extends AutoCloseable {
    /** Subscribes; the bus knows it when this returns. */
    void subscribe(String subject);

    /** Ends the first subscription; the bus knows it when this returns. */
    void unsubscribeFirst();

    /**
     * Publishes a message.
     *
     * @param reply empty if no answer is expected
     */
    void publish(String subject, String reply, String payload);

    /** Publishes a message that expects no answer. */
    default void publish(String subject, String payload) {
        publish(subject, "", payload);
    }

    /** Returns the messages that it has received so far. */
    List<String> received();

    /** Ends the connection, as a process that is killed does. */
    @Override
    void close();
}
