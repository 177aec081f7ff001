package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A change that somebody waits for. Called by the writer, on its thread; if the database goes away
 * meanwhile, perhaps more than once.
 */
public interface Request {
    /** Returns what an error calls it: {@code connect}. */
    String operation();

    /** Returns what it concerns: {@code tickets:created}. */
    String place();

    /** Writes, so that doing it a second time does no harm. */
    void write(Connection connection) throws SQLException;

    /** It is durable. */
    void succeeded();

    /** It will not happen. */
    void failed(StoreException why);
}
