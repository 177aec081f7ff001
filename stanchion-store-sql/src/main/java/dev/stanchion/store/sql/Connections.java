package dev.stanchion.store.sql;

import dev.stanchion.store.sql.database.Dialect;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where a store gets its connections from. Started and closed once, by the store. */
public interface Connections extends AutoCloseable {
    /** Returns which database it is. */
    Dialect dialect();

    /** Returns the database as a person would name it, without a password. */
    String place();

    /**
     * Gets ready to hand out connections.
     *
     * @throws SQLException if the database cannot be reached
     */
    DataSource start() throws SQLException;

    @Override
    void close();
}
