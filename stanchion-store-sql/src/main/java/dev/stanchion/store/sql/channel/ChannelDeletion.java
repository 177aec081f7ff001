package dev.stanchion.store.sql.channel;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.Sql;
import dev.stanchion.store.sql.write.ChannelWork;
import dev.stanchion.store.sql.write.Request;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Marks a channel as deleted. The writer deletes the channel's rows later, when it has time.
 * Immutable.
 *
 * @param work the work of the channel, if the channel is open
 */
record ChannelDeletion(
        ChannelRegistry registry,
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
        Sql.update(connection, "UPDATE Channels SET deleted=TRUE WHERE id=?", number);
    }

    @Override
    public void succeeded() {
        registry.deleted(name, number, work);
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    @Override
    public void failed(StoreException why) {
        owner.execute(() -> outcome.failed(why));
    }
}
