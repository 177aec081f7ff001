package dev.stanchion.nats.connection;

import dev.stanchion.nats.wire.CloseReason;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The connections of one loop that are not closed. Confined to it. */
public final class Connections {
    private final Set<ClientConnection> connections =
            Collections.newSetFromMap(new IdentityHashMap<>());

    private Runnable whenEmpty = () -> {};

    /** Those that are there now; who walks through them may meet some that are closed. */
    public List<ClientConnection> all() {
        return List.copyOf(connections);
    }

    void add(ClientConnection connection) {
        connections.add(connection);
    }

    void remove(ClientConnection connection) {
        if (connections.remove(connection) && connections.isEmpty()) {
            whenEmpty.run();
        }
    }

    /** Does something with each; it may close them. */
    public void forEach(Consumer<ClientConnection> action) {
        List.copyOf(connections).forEach(action);
    }

    /** Closes all of them after what is queued is written, and says when the last one is gone. */
    public void closeAll(CloseReason reason, Runnable done) {
        if (connections.isEmpty()) {
            done.run();
            return;
        }
        whenEmpty = done;
        List.copyOf(connections).forEach(connection -> connection.close(reason, ""));
    }
}
