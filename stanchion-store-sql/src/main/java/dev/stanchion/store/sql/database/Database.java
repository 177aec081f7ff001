package dev.stanchion.store.sql.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Runs work on connections, each in its own transaction. Blocks its caller. Safe for use by many
 * threads.
 */
public final class Database {
    private static final Duration LONG = Duration.ofHours(1);

    private final DataSource source;
    private final Dialect dialect;

    /** Work that uses one connection exclusively. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    public Database(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Runs work in one transaction. The database applies all of it or nothing. */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return inTransaction(connection, work);
        }
    }

    /**
     * Does the same as {@link #inTransaction}, with a longer timeout, for queries on all rows of a
     * big table.
     */
    public <T> T inLongTransaction(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            waitLong(connection);
            return inTransaction(connection, work);
        }
    }

    private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** Sets a longer timeout. The pool resets it when the connection returns to the pool. */
    private static void waitLong(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) LONG.toMillis());
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e); // the connection is lost, and so is its transaction
        }
    }

    /** Runs statements that each commit by themselves, such as statements that create tables. */
    public <T> T inAutoCommit(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            waitLong(connection);
            connection.setAutoCommit(true);
            return work.on(connection);
        }
    }
}
