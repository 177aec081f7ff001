package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one shard for another. They are gathered until the batch ends and carried over by
 * one task, in order. The empty batches come back and are used again.
 */
@ShardOwned
final class Outbox {
    private static final int MAX_SPARE = 4;

    private final ShardExecutor from;
    private final ShardExecutor to;
    private final Backpressure backpressure;
    private final ArrayDeque<CrossingBatch> spare = new ArrayDeque<>();
    private @Nullable CrossingBatch filling;

    Outbox(ShardExecutor from, ShardExecutor to, Backpressure backpressure) {
        this.from = from;
        this.to = to;
        this.backpressure = backpressure;
    }

    void add(BusHandler handler, BusMessage message) {
        CrossingBatch batch = filling;
        if (batch == null) {
            batch = spare.isEmpty() ? new CrossingBatch() : spare.pop();
            filling = batch;
            from.atEndOfBatch(this::send);
        }
        batch.add(handler, message);
        backpressure.hold(message.payloadLength(), message.origin());
        if (batch.isFull()) {
            send();
        }
    }

    private void send() {
        CrossingBatch batch = filling;
        if (batch == null) {
            return; // it was full before the batch ended
        }
        filling = null;
        to.execute(() -> {
            batch.deliver(to.index());
            from.execute(() -> takeBack(batch));
        });
    }

    private void takeBack(CrossingBatch batch) {
        backpressure.release(batch.bytes());
        batch.clear();
        if (spare.size() < MAX_SPARE) {
            spare.push(batch);
        }
    }
}
