package dev.stanchion.store.sql.lease;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Failure;
import dev.stanchion.store.sql.database.StoreTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write, which only one server has at a time. The lease is the row of {@code
 * StoreLock} with this store's ID and a tick that the store increments.
 *
 * <p>The lease is the lock of NATS Streaming's fault tolerance groups ({@code spec/stores.md} 4.3),
 * so Go servers and Stanchion servers exclude each other. Stanchion does more than the Go server.
 * Every server takes the lock, not only the members of a group. A server takes the lock by
 * compare-and-set on ID and tick. Every transaction that writes increments the tick, and thereby
 * checks that the row still belongs to this store. The check locks the row until the commit, so no
 * other server can take the lock between the check and the write. A server that lost the lock
 * without noticing writes nothing.
 *
 * <p>Confined to one thread at a time: the one that starts the store, then the writer.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int POLLS = 9;

    private final Database database;
    private final LockRow row;
    private final StoreTime time;
    private final String id;
    private final Duration takeover;

    /**
     * @param id up to 30 characters that no other store has
     * @param self the name of this server for other servers: {@code host-1, process 4711, since …}
     * @param takeover how long the tick must stay unchanged before this server takes the lock
     */
    public Lease(Database database, StoreTime time, String id, String self, Duration takeover) {
        this.database = database;
        this.row = new LockRow(database, self);
        this.time = time;
        this.id = id;
        this.takeover = takeover;
    }

    /**
     * Takes the lock. Waits until it is known whether the current holder is alive.
     *
     * @return whether the previous holder released the lock, and so had written all its changes,
     *     and had no doubts left
     * @throws StoreException if the current holder is alive
     */
    public boolean acquire() throws SQLException {
        LockRow.Seen seen = row.read();
        if (!seen.isFree()) {
            LOG.info(
                    "The database is locked by {}; watching for {} ms whether it is alive",
                    seen.holder(),
                    takeover.toMillis());
            seen = watch(seen);
        }
        LockRow.Seen free = seen;
        if (!database.inTransaction(connection -> row.swap(connection, free, id))) {
            throw held(row.read());
        }
        if (!seen.isFree()) {
            LOG.warn("Took the lock over from {}, which gave no sign of life", seen.holder());
        }
        return seen.isReleased();
    }

    /**
     * Makes sure of a lock that was claimed with this ID before.
     *
     * @throws StoreException of kind {@code FENCED} if another server has taken it meanwhile
     */
    public void confirm() throws SQLException {
        database.inTransaction(connection -> {
            check(connection);
            return true;
        });
    }

    /** Returns the row once its holder has released it or has shown no sign of life. */
    private LockRow.Seen watch(LockRow.Seen before) throws SQLException {
        for (int poll = 0; poll < POLLS; poll++) {
            try {
                time.pause(takeover.toNanos() / POLLS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw held(before);
            }
            LockRow.Seen now = row.read();
            if (now.isFree()) {
                return now;
            }
            if (now.tick() != before.tick() || !now.id().equals(before.id())) {
                throw held(now);
            }
        }
        return before;
    }

    private static StoreException held(LockRow.Seen by) {
        return new StoreException(
                StoreException.Kind.BUSY,
                "open",
                "database",
                "another server uses it: "
                        + by.holder()
                        + ". Stop that server, or give this one a database of its own");
    }

    /**
     * Renews the lock within a transaction that writes, and checks that this store still holds it.
     *
     * @throws StoreException of kind {@code FENCED} if this store does not hold the lock; then the
     *     transaction must not commit
     */
    public void check(Connection connection) throws SQLException {
        row.renew(connection, id);
    }

    /**
     * Releases the lock if this store holds it.
     *
     * @param hasDoubts whether subscriptions may have been sent messages that nothing recorded; the
     *     next holder hears of it
     */
    public void release(boolean hasDoubts) {
        try {
            row.release(id, hasDoubts);
        } catch (SQLException e) {
            LOG.warn(
                    "The lock of the database could not be given back: {}. The next server takes it"
                            + " over in {} ms",
                    Failure.text(e),
                    takeover.toMillis());
        }
    }
}
