package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.nats.message.NatsMessage;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One view for each message object of the router. There is one such object for each loop, and a few
 * more if a handler publishes. Safe for use by many threads.
 *
 * <p>Cost: a comparison with each view, and no allocation once each message object has a view. A
 * reader may miss a view that another loop has just added. That is harmless: only the message's own
 * loop looks for its view.
 */
final class RoutedViews {
    /**
     * The maximum number of kept views. No router needs so many; further views would be temporary.
     */
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
