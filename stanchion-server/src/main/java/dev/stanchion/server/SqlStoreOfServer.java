package dev.stanchion.server;

import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

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
                self(clock));
    }

    /** Returns the name of this server for another one that finds the database locked. */
    private static String self(Clock clock) {
        return "the Stanchion server on %s, process %d, started at %s"
                .formatted(
                        host(),
                        ProcessHandle.current().pid(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }
}
