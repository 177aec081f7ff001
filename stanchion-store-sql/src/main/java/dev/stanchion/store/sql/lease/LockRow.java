package dev.stanchion.store.sql.lease;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The row of {@code StoreLock}, with the holder's name in {@code StanchionHolder}. Blocks its
 * caller. Safe for use by many threads.
 */
public final class LockRow {
    private static final String READ =
            "SELECT COALESCE(l.id, ''), l.tick, COALESCE(h.id, ''), COALESCE(h.holder, '')"
                    + " FROM StoreLock l LEFT JOIN StanchionHolder h ON h.uniquerow=1";

    /** The tick of a lock that a server has released; the Go server leaves the same one. */
    private static final long NO_DOUBTS = 0;

    private static final long DOUBTS = 1;

    private final Database database;
    private final String self;

    /**
     * The row as this server has read it.
     *
     * @param holder the name of the holder
     * @param isOurs whether a Stanchion server holds it
     */
    public record Seen(String id, long tick, String holder, boolean isOurs) {
        static final Seen FREE = new Seen("", 0, "", false);

        /** Tells whether nobody holds it. */
        public boolean isFree() {
            return id.isEmpty();
        }

        /** Tells whether the last holder had written everything before it released it. */
        public boolean isReleased() {
            return isFree() && tick == NO_DOUBTS;
        }
    }

    /**
     * @param self the name of this server for other servers
     */
    public LockRow(Database database, String self) {
        this.database = database;
        this.self = self;
    }

    /** Reads the row in a transaction of its own. */
    public Seen read() throws SQLException {
        return database.inTransaction(this::read);
    }

    /** Reads the row. */
    public Seen read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Seen.FREE;
            }
            String holder = row.getString(1);
            boolean isOurs = holder.equals(row.getString(3));
            return new Seen(
                    holder,
                    row.getLong(2),
                    isOurs
                            ? row.getString(4)
                            : "a NATS Streaming server in FT mode (lock " + holder + ")",
                    isOurs);
        }
    }

    /**
     * Takes the lock if the row is unchanged, or if the lock already belongs to this store.
     *
     * @return whether the lock is taken
     */
    public boolean swap(Connection connection, Seen seen, String id) throws SQLException {
        int taken =
                Sql.update(
                        connection,
                        "UPDATE StoreLock SET id=?, tick=tick+1"
                                + " WHERE (COALESCE(id, '')=? AND tick=?) OR id=?",
                        id,
                        seen.id,
                        seen.tick,
                        id);
        return sign(connection, taken, id);
    }

    /**
     * Takes the lock if the holder is the same, whatever its tick.
     *
     * @return whether the lock is taken
     */
    public boolean depose(Connection connection, Seen seen, String id) throws SQLException {
        int taken =
                Sql.update(
                        connection,
                        "UPDATE StoreLock SET id=?, tick=tick+1 WHERE COALESCE(id, '')=?",
                        id,
                        seen.id);
        return sign(connection, taken, id);
    }

    private boolean sign(Connection connection, int taken, String id) throws SQLException {
        if (taken == 0) {
            return false;
        }
        Sql.update(
                connection,
                database.dialect()
                        .orReplace(
                                "INSERT INTO StanchionHolder (uniquerow, id, holder)"
                                        + " VALUES (1, ?, ?)",
                                "uniquerow",
                                "id",
                                "holder"),
                id,
                self);
        return true;
    }

    /**
     * Renews the lock within a transaction, and checks that this store still holds it.
     *
     * @throws StoreException of kind {@code FENCED} if this store does not hold the lock; then the
     *     transaction must not commit
     */
    public void renew(Connection connection, String id) throws SQLException {
        int renewed = Sql.update(connection, "UPDATE StoreLock SET tick=tick+1 WHERE id=?", id);
        if (renewed != 1) {
            throw new StoreException(
                    StoreException.Kind.FENCED,
                    "write",
                    "database",
                    "another server has taken it over: " + read(connection).holder);
        }
    }

    /**
     * Releases the lock if this store holds it.
     *
     * @param hasDoubts whether subscriptions may have been sent messages that nothing recorded; the
     *     next holder hears of it
     */
    public void release(String id, boolean hasDoubts) throws SQLException {
        database.inTransaction(connection ->
                Sql.update(
                        connection,
                        "UPDATE StoreLock SET id='', tick=? WHERE id=?",
                        hasDoubts ? DOUBTS : NO_DOUBTS,
                        id));
    }
}
