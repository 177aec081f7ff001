package dev.stanchion.engine.spi.forwarding;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;

/**
 * A store that forwards every call. A subclass overrides what it changes. As safe for threads as
 * the other store.
 */
public abstract class ForwardingStore implements Store {
    protected final Store store;

    protected ForwardingStore(Store store) {
        this.store = store;
    }

    @Override
    public String type() {
        return store.type();
    }

    @Override
    public RecoveredState recover() {
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
        store.openChannel(
                name,
                limits,
                owner,
                listener,
                Outcome.of(
                        opened -> outcome.succeeded(opened(name, owner, opened)), outcome::failed));
    }

    /** Returns a channel that was opened, or what stands in its place. On its shard. */
    protected ChannelStore opened(String name, ShardExecutor owner, ChannelStore channel) {
        return channel;
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
