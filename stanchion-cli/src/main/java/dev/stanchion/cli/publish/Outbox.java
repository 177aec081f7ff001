package dev.stanchion.cli.publish;

import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.StreamingException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection for all publishes. It is opened again where the server does not know it any more,
 * as after a restart. Not safe for use by several threads.
 */
public final class Outbox implements AutoCloseable {
    /** What the server says to a publish of a client that it does not know. */
    private static final String UNKNOWN_CLIENT = "stan: invalid publish request";

    private final Supplier<StreamingConnection> opener;
    private final Consumer<String> onOpen;
    private @Nullable StreamingConnection connection;

    /**
     * @param onOpen gets the client ID each time a connection is opened
     */
    public Outbox(Supplier<StreamingConnection> opener, Consumer<String> onOpen) {
        this.opener = opener;
        this.onOpen = onOpen;
    }

    /** Opens the connection, so that a wrong address fails before anything else happens. */
    public void open() {
        usable();
    }

    PublishAck publish(String channel, byte[] data) {
        try {
            return usable().publish(channel, data);
        } catch (StreamingException e) {
            boolean isForgotten = e.serverError().filter(UNKNOWN_CLIENT::equals).isPresent();
            if (isForgotten || isTransient(e)) {
                abandon();
            }
            if (!isForgotten) {
                throw e;
            }
        }
        return usable().publish(
                        channel, data); // the server has stored nothing, so nothing is twice
    }

    /** Returns whether the same publish can succeed later. */
    static boolean isTransient(StreamingException failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, NO_ANSWER, UNCERTAIN, LOST, CLOSED, OVERLOADED -> true;
            case INVALID, REFUSED, INTERRUPTED -> false;
        };
    }

    private StreamingConnection usable() {
        StreamingConnection usable = connection;
        if (usable == null || !usable.isOpen()) {
            usable = opener.get();
            connection = usable;
            onOpen.accept(usable.clientId());
        }
        return usable;
    }

    /** Leaves a connection whose end nobody waits for: its server may not answer. */
    private void abandon() {
        StreamingConnection left = connection;
        connection = null;
        if (left != null) {
            Thread.ofVirtual().start(left::close);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
