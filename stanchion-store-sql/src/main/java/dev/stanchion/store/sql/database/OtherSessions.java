package dev.stanchion.store.sql.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds other sessions on the database. A Go server outside a fault tolerance group takes no lock
 * ({@code spec/stores.md} 4.6), so only its connections show that it runs.
 */
public final class OtherSessions {
    private static final Logger LOG = LoggerFactory.getLogger(OtherSessions.class);
    private static final int MOST_SHOWN = 5;

    private OtherSessions() {}

    /**
     * Warns of sessions that may belong to a server.
     *
     * @param connection the only open connection of this store
     */
    public static void warn(Connection connection, Dialect dialect) throws SQLException {
        List<String> others = find(connection, dialect);
        if (!others.isEmpty()) {
            LOG.warn(
                    "Others are connected to this database: {}. If one of them is a NATS Streaming"
                            + " server, stop it: it does not know of this one, and messages get"
                            + " lost",
                    String.join(", ", others));
        }
    }

    /** Describes the other sessions in this database. If there are many, it describes only some. */
    public static List<String> find(Connection connection, Dialect dialect) throws SQLException {
        String sql =
                switch (dialect) {
                    case POSTGRES ->
                            "SELECT usename || '@' || COALESCE(host(client_addr), 'localhost')"
                                    + " || ' ' || COALESCE(application_name, '')"
                                    + " FROM pg_stat_activity WHERE datname=current_database()"
                                    + " AND pid<>pg_backend_pid() AND backend_type='client backend'"
                                    + " AND application_name NOT IN ('stanchion', 'psql')";
                    case MYSQL ->
                            "SELECT CONCAT(user, '@', host) FROM information_schema.processlist"
                                    + " WHERE db=DATABASE() AND id<>CONNECTION_ID()";
                };
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql + " LIMIT " + MOST_SHOWN);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)).strip());
            }
        }
        return found;
    }
}
