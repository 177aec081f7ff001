package dev.stanchion.store.sql.source;

import dev.stanchion.store.sql.database.Dialect;
import java.util.Map;

/**
 * A database to connect to, as the JDBC drivers want it. Immutable.
 *
 * @param jdbcUrl without user and password
 * @param properties of the driver, as far as they are set
 * @param place what people call the database: {@code PostgreSQL nats at db.example.com:5432}
 */
public record SqlSource(
        Dialect dialect,
        String jdbcUrl,
        String user,
        String password,
        Map<String, String> properties,
        String place) {
    public SqlSource {
        properties = Map.copyOf(properties);
    }

    /** Hides the password, and the properties, which may have one. */
    @Override
    public String toString() {
        return place;
    }
}
