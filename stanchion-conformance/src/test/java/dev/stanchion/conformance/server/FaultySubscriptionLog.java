package dev.stanchion.conformance.server;

import dev.stanchion.conformance.server.StoreFaults.Operation;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.Optional;

/** Another subscription log, which cannot always be made durable. */
final class FaultySubscriptionLog implements SubscriptionLog {
    private final SubscriptionLog sound;
    private final String channel;
    private final StoreFaults faults;
    private final ShardExecutor owner;

    FaultySubscriptionLog(
            SubscriptionLog sound, String channel, StoreFaults faults, ShardExecutor owner) {
        this.sound = sound;
        this.channel = channel;
        this.faults = faults;
        this.owner = owner;
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        Optional<StoreException> failure = faults.failure(Operation.FLUSH_SUBSCRIPTIONS, channel);
        if (failure.isPresent()) {
            owner.execute(() -> outcome.failed(failure.get()));
        } else {
            sound.flush(outcome);
        }
    }

    @Override
    public long highestId() {
        return sound.highestId();
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        sound.put(subscription);
    }

    @Override
    public void delete(long id) {
        sound.delete(id);
    }

    @Override
    public void delivered(long id, long sequence) {
        sound.delivered(id, sequence);
    }

    @Override
    public void acknowledged(long id, long sequence) {
        sound.acknowledged(id, sequence);
    }
}
