package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.nats.message.NatsMessage;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One view for each message object of the router, of which there are as many as loops, and a few
 * more where a handler publishes. Safe for use by many threads.
 *
 * <p>Cost: no allocation once each message object has been seen, and a comparison for each of them.
 * A reader that misses a view which another loop just added makes nothing wrong: only the message's
 * own loop looks for its view, so it has either added it itself or there is none.
 */
final class RoutedViews {
    /** Beyond it views are made and forgotten; no router comes near it. */
    private static final int MAX_KEPT = 1024;

    private final AtomicReference<RoutedView[]> kept = new AtomicReference<>(new RoutedView[0]);

    BusMessage of(NatsMessage message) {
        for (RoutedView view : kept.get()) {
            if (view.isOf(message)) {
                return view;
            }
        }
        return added(new RoutedView(message));
    }

    private RoutedView added(RoutedView view) {
        kept.updateAndGet(views -> views.length < MAX_KEPT ? append(views, view) : views);
        return view;
    }

    private static RoutedView[] append(RoutedView[] views, RoutedView view) {
        RoutedView[] longer = Arrays.copyOf(views, views.length + 1);
        longer[views.length] = view;
        return longer;
    }
}
