package dev.stanchion.test.store;

import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import dev.stanchion.test.event.EventLog;
import java.util.function.Consumer;

/** A store whose messages are seen, and which fails when a test wants that. */
public final class WatchedStore extends ForwardingStore {
    private final StoreFaults faults;
    private final EventLog events;
    private final Consumer<String> clientEnded;

    /**
     * @param clientEnded told the ID of a client that is not registered any more
     */
    public WatchedStore(
            Store store, StoreFaults faults, EventLog events, Consumer<String> clientEnded) {
        super(store);
        this.faults = faults;
        this.events = events;
        this.clientEnded = clientEnded;
    }

    @Override
    public ClientLog clients() {
        return new WatchedClients(store.clients(), clientEnded);
    }

    private record WatchedClients(ClientLog log, Consumer<String> clientEnded)
            implements ClientLog {
        @Override
        public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            log.put(client, owner, outcome);
        }

        @Override
        public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            log.delete(
                    clientId,
                    owner,
                    Outcome.of(
                            done -> {
                                clientEnded.accept(clientId);
                                outcome.succeeded(done);
                            },
                            outcome::failed));
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

    @Override
    protected ChannelStore opened(String name, ShardExecutor owner, ChannelStore channel) {
        return new ChannelStore(
                new WatchedLog(channel.messages(), name, owner, faults, events),
                channel.subscriptions());
    }
}
