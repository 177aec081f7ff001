package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** A request that runs statements and reports the outcome on a shard. Immutable. */
public record StatementRequest(
        String operation,
        String place,
        Statements statements,
        ShardExecutor owner,
        Outcome<Outcome.Done> outcome)
        implements Request {
    /** The statements to run. */
    public interface Statements {
        void on(Connection connection) throws SQLException;
    }

    @Override
    public void write(Connection connection) throws SQLException {
        statements.on(connection);
    }

    @Override
    public void succeeded() {
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    @Override
    public void failed(StoreException why) {
        owner.execute(() -> outcome.failed(why));
    }
}
