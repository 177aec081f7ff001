package dev.stanchion.store.sql;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.BlockingLock;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.Database;
import dev.stanchion.store.sql.database.Failure;
import dev.stanchion.store.sql.database.Schema;
import dev.stanchion.store.sql.database.Sql;
import dev.stanchion.store.sql.lease.Lease;
import dev.stanchion.store.sql.lease.LockRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The lock of {@link Lease}, for the members of a group. A member takes the row by compare-and-set,
 * and then opens its store with the same ID. Each claim has an ID of its own.
 *
 * <p>The end of a member's ID says how others see whether it lives: {@code .n} answers on the bus
 * of an external NATS, {@code .m} only moves the tick. A Go server's ID has no such end.
 *
 * <p>{@code StanchionEpoch} counts the claims of members, and has the session of the holder's
 * connection. When the process of the holder ends, the database ends its session at once. So the
 * followers need not wait until the tick has stood still for long.
 *
 * <p>Confined to one thread at a time.
 */
public final class SqlLock implements BlockingLock {
    private static final int TOKEN_LENGTH = 22;
    private static final String ON_BUS = ".n";
    private static final String MEMBER = ".m";

    private final Connections connections;
    private final boolean isOnBus;
    private final Entropy ids;
    private final String self;
    private @Nullable Open open;
    private String id = "";
    private boolean wasReleased;

    private record Open(Database database, LockRow row) {}

    private record Holding(long epoch, String session, boolean isGone) {}

    /**
     * @param connections one is enough; closed with the lock
     * @param isOnBus whether this member answers on a bus
     * @param self the name of this server for other servers
     */
    public SqlLock(Connections connections, boolean isOnBus, Entropy ids, String self) {
        this.connections = connections;
        this.isOnBus = isOnBus;
        this.ids = ids;
        this.self = self;
    }

    private Open open() throws SQLException {
        Open known = open;
        if (known != null) {
            return known;
        }
        Database database = new Database(connections.start(), connections.dialect());
        Schema schema = new Schema(database.dialect());
        database.inAutoCommit(connection -> {
            schema.create(connection);
            schema.createEpoch(connection);
            return true;
        });
        Open opened = new Open(database, new LockRow(database, self));
        open = opened;
        return opened;
    }

    private interface Question<T> {
        T ask(Open open) throws SQLException;
    }

    private <T> T answer(String operation, Question<T> question) {
        try {
            return question.ask(open());
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Kind.IO, operation, connections.place(), Failure.text(e), e);
        }
    }

    @Override
    public Sighting look() {
        return answer(
                "look", now -> now.database.inTransaction(connection -> look(connection, now.row)));
    }

    private Sighting look(Connection connection, LockRow row) throws SQLException {
        LockRow.Seen seen = row.read(connection);
        if (seen.isFree()) {
            return new Sighting(Rival.NONE, "", seen.tick(), "");
        }
        if (seen.id().equals(id)) {
            registerSession(connection);
            return new Sighting(Rival.SELF, id, seen.tick(), seen.holder());
        }
        Rival rival = rivalOf(seen);
        boolean isGone = rival == Rival.MEMBER && holding(connection).isGone;
        return new Sighting(rival, seen.id(), seen.tick(), seen.holder(), isGone);
    }

    private static Rival rivalOf(LockRow.Seen seen) {
        if (!seen.isOurs()) {
            return Rival.OUTSIDER;
        }
        if (seen.id().endsWith(ON_BUS)) {
            return Rival.MEMBER_ON_BUS;
        }
        return seen.id().endsWith(MEMBER) ? Rival.MEMBER : Rival.OUTSIDER;
    }

    /** A pool may have replaced the connection, and then the session is another one. */
    private void registerSession(Connection connection) throws SQLException {
        String mine = session(connection);
        if (!holding(connection).session.equals(mine)) {
            Sql.update(connection, "UPDATE StanchionEpoch SET session=? WHERE uniquerow=1", mine);
        }
    }

    private String session(Connection connection) throws SQLException {
        return one(connection, connections.dialect().ownSession());
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private Holding holding(Connection connection) throws SQLException {
        String sql =
                "SELECT epoch, COALESCE(session, ''), "
                        + connections.dialect().isSessionThere("session")
                        + " FROM StanchionEpoch WHERE uniquerow=1";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.next()
                    ? new Holding(row.getLong(1), row.getString(2), !row.getBoolean(3))
                    : new Holding(0, "", false);
        }
    }

    @Override
    public Tenure claim(Sighting seen, Basis basis) {
        return answer("claim", now -> claim(now, seen, basis));
    }

    private Tenure claim(Open now, Sighting sighting, Basis basis) throws SQLException {
        String claimed = ids.token(TOKEN_LENGTH) + (isOnBus ? ON_BUS : MEMBER);
        LockRow.Seen seen =
                new LockRow.Seen(sighting.id(), sighting.mark(), sighting.holder(), true);
        id = claimed; // before the answer, which may be lost
        try {
            return now.database.inTransaction(connection -> {
                connections.dialect().boundWaitForLocks(connection);
                boolean isTaken =
                        basis == Basis.UNHEARD
                                ? now.row.depose(connection, seen, claimed)
                                : now.row.swap(connection, seen, claimed);
                if (!isTaken) {
                    throw held(now.row.read(connection).holder());
                }
                wasReleased = seen.isReleased();
                return new Tenure(claimed, nextEpoch(connection), wasReleased);
            });
        } catch (SQLException e) {
            if (Failure.isWaitForLock(e)) {
                throw held(sighting.holder() + ", which is writing");
            }
            throw e;
        }
    }

    private static StoreException held(String holder) {
        return new StoreException(
                StoreException.Kind.BUSY, "claim", "database", "it is locked by " + holder);
    }

    private long nextEpoch(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "UPDATE StanchionEpoch SET epoch=epoch+1, session=? WHERE uniquerow=1",
                session(connection));
        return holding(connection).epoch;
    }

    @Override
    public void renew() {
        answer(
                "renew",
                now ->
                        now.database.inTransaction(connection -> {
                            now.row.renew(connection, id);
                            return true;
                        }));
    }

    /** A store of this claim that was open has released it already. */
    @Override
    public void release() {
        answer(
                "release",
                now -> {
                    now.row.release(id, !wasReleased);
                    return true;
                });
    }

    @Override
    public void close() {
        connections.close();
    }
}
