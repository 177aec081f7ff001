package dev.stanchion.store.sql;

import dev.stanchion.store.sql.database.Dialect;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens the connections of a store. The store starts and closes it once. */
public interface Connections extends AutoCloseable {
    /** Returns the kind of database. */
    Dialect dialect();

    /** Returns a readable name of the database, without a password. */
    String place();

    /**
     * Starts and returns the source of connections.
     *
     * @throws SQLException if the database cannot be reached
     */
    DataSource start() throws SQLException;

    @Override
    void close();
}
