package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;

/**
 * Messages that arrive on threads that are no shard's, as from an external bus. Safe for use by
 * many threads: its only state is the meter, which is used under its lock, briefly.
 */
final class ForeignArrivals {
    private final Shards shards;
    private final Backpressure meter;

    ForeignArrivals(Shards shards, long maxBytes) {
        this.shards = shards;
        this.meter = new Backpressure("waiting for a shard", maxBytes);
    }

    void add(int owner, BusHandler handler, BusMessage message) {
        CrossingBatch batch = new CrossingBatch();
        batch.add(handler, message);
        hold(message.payloadLength(), message.origin());
        shards.executor(owner)
                .execute(() -> {
                    batch.deliver(owner);
                    release(batch.bytes());
                });
    }

    private void hold(int bytes, Origin origin) {
        synchronized (meter) {
            meter.hold(bytes, origin);
        }
    }

    private void release(long bytes) {
        synchronized (meter) {
            meter.release(bytes);
        }
    }
}
