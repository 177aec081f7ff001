package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;

/** Any store, seen by a {@link StoreTap}. */
public final class WatchedStore extends ForwardingStore {
    private final StoreTap tap;
    private final ObjIntConsumer<String> insertions;

    public WatchedStore(Store store, StoreTap tap) {
        this(store, tap, (channel, count) -> {});
    }

    /**
     * @param insertions told of a channel, before the engine is, how many messages others have
     *     stored
     */
    public WatchedStore(Store store, StoreTap tap, ObjIntConsumer<String> insertions) {
        super(store);
        this.tap = tap;
        this.insertions = insertions;
    }

    @Override
    public RecoveredState recover() {
        RecoveredState state = store.recover();
        tap.onRecovered(state);
        return state;
    }

    @Override
    public ClientLog clients() {
        return new WatchedClients(store.clients(), tap);
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
                new WatchedListener(name, listener, tap, insertions),
                onSuccess(
                        outcome,
                        opened -> {
                            tap.onOpened(name, opened.messages());
                            return new ChannelStore(
                                    new WatchedLog(name, opened.messages(), tap),
                                    new WatchedSubscriptions(name, opened.subscriptions(), tap));
                        }));
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        store.deleteChannel(
                name,
                owner,
                onSuccess(
                        outcome,
                        done -> {
                            tap.onDeleted(name);
                            return done;
                        }));
    }

    private static <T> Outcome<T> onSuccess(Outcome<T> outcome, UnaryOperator<T> seen) {
        return Outcome.of(result -> outcome.succeeded(seen.apply(result)), outcome::failed);
    }

    private record WatchedListener(
            String channel, LogListener listener, StoreTap tap, ObjIntConsumer<String> insertions)
            implements LogListener {
        @Override
        public void onDurable(long sequence) {
            tap.onDurable(channel, sequence);
            listener.onDurable(sequence);
        }

        @Override
        public void onInserted(int count) {
            insertions.accept(channel, count);
            listener.onInserted(count);
        }

        @Override
        public void onStoredByOther(long sequence, long storedAt) {
            listener.onStoredByOther(sequence, storedAt);
        }

        @Override
        public void onLost(StoreException why) {
            tap.onLost(channel);
            listener.onLost(why);
        }
    }

    private record WatchedClients(ClientLog log, StoreTap tap) implements ClientLog {
        @Override
        public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            log.put(
                    client,
                    owner,
                    onSuccess(
                            outcome,
                            done -> {
                                tap.onClientPut(client);
                                return done;
                            }));
        }

        @Override
        public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            tap.onClientDeleted(clientId);
            log.delete(clientId, owner, outcome);
        }

        @Override
        public boolean followsPresence() {
            return log.followsPresence();
        }

        @Override
        public void present(String clientId, boolean isPresent) {
            log.present(clientId, isPresent);
        }
    }
}
