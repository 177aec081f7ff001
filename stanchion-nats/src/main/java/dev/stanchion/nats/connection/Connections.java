package dev.stanchion.nats.connection;

import dev.stanchion.nats.wire.CloseReason;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The open connections of one loop. Confined to that loop. */
public final class Connections {
    private final Set<ClientConnection> connections =
            Collections.newSetFromMap(new IdentityHashMap<>());

    private Runnable whenEmpty = () -> {};

    /**
     * Returns the connections that are open now. Some of them may close while the caller iterates.
     */
    public List<ClientConnection> all() {
        return List.copyOf(connections);
    }

    void add(ClientConnection connection) {
        connections.add(connection);
    }

    void remove(ClientConnection connection) {
        if (connections.remove(connection) && connections.isEmpty()) {
            Runnable told = whenEmpty;
            whenEmpty = () -> {};
            told.run();
        }
    }

    /** Calls the action with each connection. The action may close connections. */
    public void forEach(Consumer<ClientConnection> action) {
        List.copyOf(connections).forEach(action);
    }

    /**
     * Writes what is queued, closes all connections, and runs the task when the last one is closed.
     */
    public void closeAll(CloseReason reason, Runnable done) {
        if (connections.isEmpty()) {
            done.run();
            return;
        }
        whenEmpty = done;
        List.copyOf(connections).forEach(connection -> connection.close(reason, ""));
    }
}
