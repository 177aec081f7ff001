package dev.stanchion.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the code of the program runs: the handlers of a client, and its listener, one event after
 * the other. Safe for use by many threads.
 */
final class HandlersOfClient {
    private static final Logger LOG = LoggerFactory.getLogger(HandlersOfClient.class);
    private static final int MOST_WAITING_EVENTS = 1024;

    private final @Nullable ExecutorService own;
    private final Executor threads;
    private final Consumer<ClientEvent> listener;
    private final WorkQueue<ClientEvent> events;

    HandlersOfClient(ClientSettings settings) {
        Executor given = settings.handlerThreads();
        if (given == null) {
            ExecutorService made = HandlerThreads.bounded();
            own = made;
            threads = made;
        } else {
            own = null;
            threads = given;
        }
        listener = settings.listener();
        events = new WorkQueue<>(threads, 1, MOST_WAITING_EVENTS, this::pass);
        events.start();
    }

    Executor threads() {
        return threads;
    }

    void tell(ClientEvent event) {
        if (!events.add(event)) {
            LOG.warn("The listener is too slow and does not get {}", event);
        }
    }

    private void pass(ClientEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("The listener failed on {}", event, e);
        }
    }

    /** Lets running handlers end, and takes no further ones. */
    void end() {
        if (own != null) {
            own.shutdown();
        }
    }
}
