package dev.stanchion.conformance.server;

import dev.stanchion.conformance.server.StoreFaults.Operation;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import java.util.Optional;

/** Another store, with whatever faults a test asks for. As safe for threads as the other. */
final class FaultyStore extends ForwardingStore {
    private final StoreFaults faults;

    FaultyStore(Store sound, StoreFaults faults) {
        super(sound);
        this.faults = faults;
    }

    @Override
    public RecoveredState recover() {
        RecoveredState found = store.recover();
        return new RecoveredState(
                found.server(),
                found.clients().stream().filter(client -> !faults.isLost(client)).toList(),
                found.channels());
    }

    @Override
    public ClientLog clients() {
        return new Clients(store.clients());
    }

    @Override
    protected ChannelStore opened(String name, ShardExecutor owner, ChannelStore channel) {
        return new ChannelStore(
                new FaultyLog(channel.messages(), name, faults, owner),
                new FaultySubscriptionLog(channel.subscriptions(), name, faults, owner));
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        faults.pass(
                Operation.DELETE_CHANNEL,
                owner,
                () ->
                        unlessFailing(
                                Operation.DELETE_CHANNEL,
                                name,
                                owner,
                                outcome,
                                () -> store.deleteChannel(name, owner, outcome)));
    }

    private void unlessFailing(
            Operation operation,
            String place,
            ShardExecutor owner,
            Outcome<Outcome.Done> outcome,
            Runnable soundly) {
        Optional<StoreException> failure = faults.failure(operation, place);
        if (failure.isPresent()) {
            owner.execute(() -> outcome.failed(failure.get()));
        } else {
            soundly.run();
        }
    }

    private final class Clients implements ClientLog {
        private final ClientLog soundClients;

        Clients(ClientLog soundClients) {
            this.soundClients = soundClients;
        }

        @Override
        public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            unlessFailing(
                    Operation.PUT_CLIENT,
                    client.clientId(),
                    owner,
                    outcome,
                    () -> soundClients.put(client, owner, outcome));
        }

        @Override
        public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            unlessFailing(
                    Operation.DELETE_CLIENT,
                    clientId,
                    owner,
                    outcome,
                    () -> soundClients.delete(clientId, owner, outcome));
        }
    }
}
