package dev.stanchion.server;

import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.sql.Connections;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import java.time.Clock;

/** Creates the store of a server with a database. It opens nothing yet. */
final class SqlStoreOfServer {
    /** The length of the lock's ID, which is unique and fits into its column. */
    private static final int LOCK_ID_LENGTH = 22;

    private SqlStoreOfServer() {}

    static Store of(StoreChoice.Sql choice, Entropy entropy, Clock clock) {
        return new SqlStore(
                new PooledConnections(choice.source(), choice.connections()),
                choice.options(),
                entropy.token(LOCK_ID_LENGTH),
                ThisServer.description(clock));
    }

    /**
     * Returns the store of a member of a group, which has claimed the lock.
     *
     * @param hasWitnesses whether the other members need to know what is stored
     */
    static Store ofTerm(
            StoreChoice.Sql choice,
            FtGroup group,
            boolean hasWitnesses,
            Tenure tenure,
            Clock clock) {
        SqlStoreOptions chosen = choice.options();
        SqlStoreOptions options = hasWitnesses ? chosen.withGuids() : chosen;
        return new SqlStore(
                connections(choice, choice.connections(), group),
                options.withLockTimes(group.pace().renew(), options.takeover()),
                tenure,
                ThisServer.description(clock));
    }

    /** Returns connections of a member, whose open transactions another member need not await. */
    static Connections connections(StoreChoice.Sql choice, int count, FtGroup group) {
        return new PooledConnections(choice.source(), count, group.silence());
    }
}
