package dev.stanchion.cli.transfer;

import dev.stanchion.store.sql.Connections;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.source.MalformedSourceException;
import dev.stanchion.store.sql.source.SqlSource;
import dev.stanchion.transfer.TransferException;
import java.util.Map;
import java.util.Optional;

/**
 * The URL of a database, as a source or a target.
 *
 * @param driver as the server's flag {@code -sql_driver} names it
 */
record DatabaseUrl(String driver, SqlSource source) {
    private static final int CONNECTIONS = 3;

    /**
     * Reads a URL.
     *
     * @param name the argument, for errors
     * @return empty if the text is no URL of a database
     * @throws TransferException if it is one that cannot be used
     */
    static Optional<DatabaseUrl> parse(String name, String text, Map<String, String> environment) {
        if (text.startsWith("jdbc:postgresql:")
                || text.startsWith("postgres://")
                || text.startsWith("postgresql://")) {
            return Optional.of(of(name, "postgres", text, environment));
        }
        if (text.startsWith("jdbc:mariadb:") || text.startsWith("jdbc:mysql:")) {
            return Optional.of(of(name, "mysql", text, environment));
        }
        if (text.startsWith("jdbc:")) {
            throw new TransferException(
                    name + ": this version knows no such database",
                    "Use a URL that begins with jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql:.");
        }
        return Optional.empty();
    }

    private static DatabaseUrl of(
            String name, String driver, String text, Map<String, String> environment) {
        try {
            return new DatabaseUrl(driver, SqlSource.parse(driver, text, environment));
        } catch (MalformedSourceException e) {
            throw new TransferException(
                    name + ": " + e.getMessage(),
                    "Write it as for the server's flag -sql_source.",
                    e);
        }
    }

    /** Returns connections, which are not open yet. */
    Connections connections() {
        return new PooledConnections(source, CONNECTIONS);
    }
}
