package dev.stanchion.nats.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages and tasks of one turn for another loop.
 *
 * <p>One loop fills and seals it, then the other loop runs it. The hand-over through the inbox
 * makes the content visible to the other loop. All messages for one connection are in one {@link
 * ConnectionBatch}, unless a task comes between them. A task runs after everything that was added
 * before it, and before everything that was added after it.
 */
public final class LoopBatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopBatch.class);

    /** Batches of connections, and tasks. */
    private final List<Object> items = new ArrayList<>();

    /** The index of the first open batch. */
    private int firstOpen;

    /** Adds a task. */
    public void add(Runnable task) {
        seal();
        items.add(task);
        firstOpen = items.size();
    }

    /**
     * Begins a batch for a connection, behind all tasks.
     *
     * @param last the previous batch of the same loop for the connection
     */
    public ConnectionBatch open(BatchTarget target, @Nullable ConnectionBatch last) {
        var batch = new ConnectionBatch(target, last);
        items.add(batch);
        return batch;
    }

    /** Closes the batches, before a task and before the hand-over. */
    void seal() {
        for (; firstOpen < items.size(); firstOpen++) {
            ((ConnectionBatch) items.get(firstOpen)).close();
        }
    }

    /** Unpacks it on the loop that it is for. */
    @Override
    public void run() {
        for (Object item : items) {
            try {
                switch (item) {
                    case ConnectionBatch batch -> batch.unpack();
                    case Runnable task -> task.run();
                    default -> throw new IllegalStateException("item: " + item);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("A task from another loop failed", e);
            }
        }
    }

    /** Releases the content without delivering it. */
    void discard() {
        for (Object item : items) {
            if (item instanceof ConnectionBatch batch) {
                batch.discard();
            }
        }
    }
}
