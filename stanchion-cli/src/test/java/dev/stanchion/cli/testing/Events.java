package dev.stanchion.cli.testing;

import dev.stanchion.client.ClientEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps the events of a client until the test asks for them. Safe for use by many threads. */
public final class Events implements Consumer<ClientEvent> {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(ClientEvent event) {
        events.add(event);
    }

    /** Waits for the next event of a type, and passes over others. */
    public <E extends ClientEvent> E next(Class<E> type) throws InterruptedException {
        while (true) {
            ClientEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + type.getSimpleName() + " in time");
            }
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }
}
