package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;

/** Remembers nothing beyond the process; answers inline. */
public final class NoJournal implements Journal {
    private final ClientLog clients = new NoClientLog();

    /** Returns the records of a channel of which nothing is kept. */
    static OpenChannel channel() {
        return new OpenChannel(Position.NOT_KEPT, new NoSubscriptionLog());
    }

    @Override
    public RecoveredState recover() {
        return RecoveredState.NOTHING;
    }

    @Override
    public void initialize(ServerRecord server) {}

    @Override
    public void clientsMayCome() {}

    @Override
    public ClientLog clients() {
        return clients;
    }

    @Override
    public void openChannel(String name, ShardExecutor owner, Outcome<OpenChannel> outcome) {
        outcome.succeeded(channel());
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        outcome.succeeded(Outcome.Done.DONE);
    }

    @Override
    public void close() {}
}
