package dev.stanchion.conformance.server;

import dev.stanchion.conformance.server.StoreFaults.Operation;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.forwarding.ForwardingSubscriptions;
import java.util.Optional;

/** Another subscription log, which cannot always be made durable. */
final class FaultySubscriptionLog extends ForwardingSubscriptions {
    private final String channel;
    private final StoreFaults faults;
    private final ShardExecutor owner;

    FaultySubscriptionLog(
            SubscriptionLog sound, String channel, StoreFaults faults, ShardExecutor owner) {
        super(sound);
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
            log.flush(outcome);
        }
    }
}
