package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A change for which a caller waits. The writer calls {@link #write} on its thread, and more than
 * once if the database fails meanwhile.
 */
public interface Request {
    /** Returns the name of the operation in an error: {@code connect}. */
    String operation();

    /** Returns the subject of the change in an error: {@code tickets:created}. */
    String place();

    /** Writes the change. Writing it a second time must have the same result. */
    void write(Connection connection) throws SQLException;

    /** Reports that the change is durable. */
    void succeeded();

    /** Reports that the change is not written. */
    void failed(StoreException why);
}
