package dev.stanchion.client;

import io.nats.client.ConnectionListener;
import io.nats.client.ConnectionListener.Events;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Hears the events of a NATS connection, and passes them on. Safe for use by many threads. */
final class LinkEvents {
    private final ConnectionListener listener = (connection, event) -> hear(event);
    private volatile Consumer<Events> handler = event -> {};
    private volatile CompletableFuture<Void> breakage = new CompletableFuture<>();

    /** Returns what jnats calls. */
    ConnectionListener listener() {
        return listener;
    }

    void handler(Consumer<Events> next) {
        handler = next;
    }

    /** Returns what completes when the connection breaks that is there now. */
    CompletableFuture<Void> breakage() {
        return breakage;
    }

    private void hear(Events event) {
        if (event == Events.DISCONNECTED || event == Events.CLOSED) {
            breakage.complete(null);
        } else if (event == Events.RECONNECTED) {
            breakage = new CompletableFuture<>();
        }
        handler.accept(event);
    }
}
