package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.sql.Connection;

/** Reports when all earlier changes are durable. Immutable. */
public record Barrier(ShardExecutor owner, Outcome<Outcome.Done> outcome) implements Request {
    @Override
    public String operation() {
        return "flush";
    }

    @Override
    public String place() {
        return "subscriptions";
    }

    @Override
    public void write(Connection connection) {} // the earlier changes are in the same transaction

    @Override
    public void succeeded() {
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    @Override
    public void failed(StoreException why) {
        owner.execute(() -> outcome.failed(why));
    }
}
