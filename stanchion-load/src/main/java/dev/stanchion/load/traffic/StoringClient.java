package dev.stanchion.load.traffic;

import dev.stanchion.load.shape.Shape;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client of a server that stores messages, on its connection. Confined to one thread at a time.
 */
interface StoringClient {
    /** Where a new subscription begins. */
    enum From {
        /** With the first message that is stored. */
        FIRST,
        /** With the next message that is published. */
        NEW_ONLY
    }

    Link link();

    /**
     * Asks for acknowledgements, and returns the messages of a publisher to the channels in turn.
     */
    MessageBlock publishing(int publisher, List<String> channels, Shape shape);

    /** Returns how the acknowledgements of the published messages are read. */
    Receipts receipts();

    /**
     * Subscribes. Messages then arrive on {@code sid}.
     *
     * @param queueGroup empty for a subscription outside of a queue group
     * @param members the number of subscriptions that the queue group will have
     * @param granted receives how messages are read, before the first message is handled
     */
    void subscribe(
            Dialer dialer,
            int sid,
            String channel,
            String queueGroup,
            int members,
            From from,
            Consumer<Envelope> granted);

    /** Ends everything that the server keeps for the client, and waits until it has. */
    void close(Dialer dialer);
}
