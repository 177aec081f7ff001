package dev.stanchion.client;

import java.time.Instant;
import java.util.Optional;

/**
 * How a {@link StreamingClient} is at one moment. Immutable.
 *
 * @param clientId the ID with which it is or was registered; empty before the first time
 * @param server the URL of the NATS server; empty while there is no connection
 * @param since when this state began
 * @param subscriptions how many are open
 * @param problem why it is not connected; empty if it is
 */
public record ClientStatus(
        State state,
        String clientId,
        String server,
        Instant since,
        int subscriptions,
        Optional<StreamingException> problem) {
    /** The states of a client. From {@code FAILED} and {@code CLOSED} nothing leads back. */
    public enum State {
        /** The client has never been registered, and tries to be. */
        CONNECTING,
        /** The client is registered. Its TCP connection may be broken for a moment. */
        CONNECTED,
        /** The client was registered, and tries to be registered again. */
        RECOVERING,
        /** The client has given up, and does not try again. */
        FAILED,
        /** The program has closed the client. */
        CLOSED
    }
}
