package dev.stanchion.store.sql.source;

import dev.stanchion.store.sql.database.Dialect;
import java.util.Map;

/**
 * A database to connect to, in the form of the JDBC drivers. Immutable.
 *
 * @param jdbcUrl without user and password
 * @param properties the properties of the driver that are set
 * @param place the readable name of the database: {@code PostgreSQL nats at db.example.com:5432}
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
     * @param source a data source name of the Go driver, or a JDBC URL
     * @param environment the environment variables, such as {@code PGHOST}
     * @throws MalformedSourceException if the name is invalid
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

    /** Returns a text without the password, and without the properties, which may contain one. */
    @Override
    public String toString() {
        return place;
    }
}
