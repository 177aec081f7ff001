package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a message from the thread on which it arrived to the shard that owns the state in question.
 * The messages of one arriving thread to one shard are handled in the order in which they came.
 * Safe for use by many threads.
 */
public final class Crossing {
    private final Shards shards;
    private final List<List<Outbox>> outboxes;
    private final ForeignArrivals foreign;

    /**
     * @param maxBytes the bound of the bytes on their way, for each shard that sends
     */
    public Crossing(Shards shards, long maxBytes) {
        this.shards = shards;
        this.outboxes = new ArrayList<>();
        this.foreign = new ForeignArrivals(shards, maxBytes);
        for (int from = 0; from < shards.count(); from++) {
            Backpressure backpressure = new Backpressure("on their way to other shards", maxBytes);
            List<Outbox> row = new ArrayList<>();
            for (int to = 0; to < shards.count(); to++) {
                row.add(new Outbox(shards.executor(from), shards.executor(to), backpressure));
            }
            outboxes.add(row);
        }
    }

    /**
     * Hands a message to the handler on its shard: inline if it is there, else later.
     *
     * @param current the shard of the calling thread, {@link Shards#NONE} if it is no shard's
     */
    public void hand(int current, int owner, BusHandler handler, BusMessage message) {
        if (current == owner) {
            handler.onMessage(message);
        } else if (current == Shards.NONE) {
            foreign.add(owner, handler, message);
        } else {
            outboxes.get(current).get(owner).add(handler, message);
        }
    }

    /**
     * Does the same as {@link #hand(int, int, BusHandler, BusMessage)}, and finds out the calling
     * shard.
     */
    public void hand(int owner, BusHandler handler, BusMessage message) {
        hand(shards.current(), owner, handler, message);
    }
}
