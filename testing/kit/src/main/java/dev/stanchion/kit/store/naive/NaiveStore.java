package dev.stanchion.kit.store.naive;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that persists and answers late, as simple as it can be: with it the suites prove that
 * they can be passed, those for persistent stores too, and servers can be restarted in tests.
 *
 * <p>Safe for use by many shards, each with its own channels.
 */
public final class NaiveStore implements Store {
    private final NaiveDisk disk;
    private final Map<String, Channel> open = new ConcurrentHashMap<>();

    /** Opens a store with the content that the previous store has left. */
    public NaiveStore(NaiveDisk disk) {
        this.disk = disk;
    }

    @Override
    public String type() {
        return "NAIVE";
    }

    @Override
    public RecoveredState recover() {
        return disk.recovered();
    }

    @Override
    public void initialize(ServerRecord server) {
        disk.server = server;
    }

    @Override
    public ClientLog clients() {
        return new Clients(disk);
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        if (open.containsKey(name)) {
            StoreException why =
                    new StoreException(StoreException.Kind.BUSY, "open", name, "open already");
            owner.execute(() -> outcome.failed(why));
            return;
        }
        NaiveDisk.Channel channel =
                disk.channels.computeIfAbsent(name, ignored -> new NaiveDisk.Channel());
        Channel opened =
                new Channel(
                        new NaiveChannelLog(channel, limits, owner, listener),
                        new NaiveSubscriptionLog(channel, owner));
        open.put(name, opened);
        owner.execute(() -> outcome.succeeded(opened.store()));
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        open.remove(name);
        disk.channels.remove(name);
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    @Override
    public void close() {
        open.values().forEach(Channel::close);
        open.clear();
    }

    private record Channel(NaiveChannelLog messages, NaiveSubscriptionLog subscriptions) {
        ChannelStore store() {
            return new ChannelStore(messages, subscriptions);
        }

        void close() {
            messages.close();
            subscriptions.close();
        }
    }

    private record Clients(NaiveDisk disk) implements ClientLog {
        @Override
        public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            disk.clients.put(client.clientId(), client);
            owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
        }

        @Override
        public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            disk.clients.remove(clientId);
            owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
        }
    }
}
