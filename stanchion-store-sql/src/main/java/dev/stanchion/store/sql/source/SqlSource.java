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

    /**
     * Reads a data source name.
     *
     * @param driver {@code postgres} or {@code mysql}, the Go server's names
     * @param source as the Go driver takes it, or a JDBC URL
     * @param environment where {@code PGHOST} and its like are found
     * @throws MalformedSourceException if it cannot be understood
     */
    public static SqlSource parse(String driver, String source, Map<String, String> environment) {
        Dialect dialect =
                switch (driver) {
                    case "postgres" -> Dialect.POSTGRES;
                    case "mysql" -> Dialect.MYSQL;
                    default ->
                            throw new MalformedSourceException(
                                    "sql",
                                    "unknown driver \"%s\" (expected: postgres or mysql)"
                                            .formatted(driver));
                };
        if (source.startsWith("jdbc:")) {
            return JdbcSource.read(source, dialect);
        }
        return switch (dialect) {
            case POSTGRES -> new PostgresSource(environment).read(source);
            case MYSQL -> MysqlSource.read(source);
        };
    }

    /** Hides the password, and the properties, which may have one. */
    @Override
    public String toString() {
        return place;
    }
}
