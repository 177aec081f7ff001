package dev.stanchion.nats.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one turn has for another loop: bundles for its connections, and tasks.
 *
 * <p>Filled and sealed by one loop, then run by the other; the hand-over through the inbox
 * publishes it. All for one connection is one bundle, unless a task comes in between: a task finds
 * done what was added before it, and nothing that was added after it.
 */
public final class Parcel implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Parcel.class);

    /** Bundles and tasks. */
    private final List<Object> items = new ArrayList<>();

    /** From here on, bundles are open. */
    private int firstOpen;

    /** Adds a task. */
    public void add(Runnable task) {
        seal();
        items.add(task);
        firstOpen = items.size();
    }

    /**
     * Begins a bundle for a connection, behind all tasks.
     *
     * @param last what the same loop had for the connection before
     */
    public Bundle open(BundleTarget target, @Nullable Bundle last) {
        var bundle = new Bundle(target, last);
        items.add(bundle);
        return bundle;
    }

    /** Closes its bundles: before a task, and before it is handed over. */
    void seal() {
        for (; firstOpen < items.size(); firstOpen++) {
            ((Bundle) items.get(firstOpen)).close();
        }
    }

    /** Unpacks it on the loop it is for. */
    @Override
    public void run() {
        for (Object item : items) {
            try {
                switch (item) {
                    case Bundle bundle -> bundle.unpack();
                    case Runnable task -> task.run();
                    default -> throw new IllegalStateException("item: " + item);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("A task from another loop failed", e);
            }
        }
    }

    /** Releases it unread. */
    void discard() {
        for (Object item : items) {
            if (item instanceof Bundle bundle) {
                bundle.discard();
            }
        }
    }
}
