package dev.stanchion.server;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.jetstream.JetStreamStore;
import java.time.Duration;

/**
 * The store of one term in a NATS cluster. Its recovery waits until the store is open. Safe for use
 * by many threads.
 *
 * @param patience how long the store may take to open
 */
record JetStreamStoreOfTerm(JetStreamStore store, Duration patience, String clusterId)
        implements Store {
    @Override
    public String type() {
        return store.type();
    }

    @Override
    public RecoveredState recover() {
        Patient.await(store::open, patience, clusterId);
        return store.recover();
    }

    @Override
    public void initialize(ServerRecord server) {
        store.initialize(server);
    }

    @Override
    public ClientLog clients() {
        return store.clients();
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        store.openChannel(name, limits, owner, listener, outcome);
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        store.deleteChannel(name, owner, outcome);
    }

    @Override
    public void close() {
        store.close();
    }
}
