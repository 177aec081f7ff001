package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;

/** A record of clients that keeps nothing, because there is no later run to read it. Stateless. */
final class NoClientLog implements ClientLog {
    @Override
    public void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        outcome.succeeded(Outcome.Done.DONE);
    }

    @Override
    public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        outcome.succeeded(Outcome.Done.DONE);
    }
}
