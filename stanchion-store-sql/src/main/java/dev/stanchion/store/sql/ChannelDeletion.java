package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Marks a channel as deleted; its rows are removed when there is time. Immutable.
 *
 * @param work the channel's, if it is open
 */
record ChannelDeletion(
        ChannelDesk desk,
        String name,
        int number,
        @Nullable ChannelWork work,
        ShardExecutor owner,
        Outcome<Outcome.Done> outcome)
        implements Request {
    @Override
    public String operation() {
        return "delete";
    }

    @Override
    public String place() {
        return name;
    }

    @Override
    public void write(Connection connection) throws SQLException {
        Transaction.update(connection, "UPDATE Channels SET deleted=TRUE WHERE id=?", number);
    }

    @Override
    public void succeeded() {
        desk.deleted(name, number, work);
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    @Override
    public void failed(StoreException why) {
        owner.execute(() -> outcome.failed(why));
    }
}
