package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.names.ClusterNames;

/** Keeps the registered clients in the bucket. */
public final class JetStreamClientLog implements ClientLog {
    private final StateWriter writer;
    private final ClusterNames names;

    public JetStreamClientLog(StateWriter writer, ClusterNames names) {
        this.writer = writer;
        this.names = names;
    }

    @Override
    public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        StateWriter.Changes changes = new StateWriter.Changes();
        changes.tryPut(names.clientKey(client.clientId()), Records.toJson(client));
        writer.write(changes, owner, outcome);
    }

    @Override
    public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        StateWriter.Changes changes = new StateWriter.Changes();
        changes.remove(names.clientKey(clientId));
        writer.write(changes, owner, outcome);
    }
}
