package dev.stanchion.store.sql.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates missing tables and repairs existing ones. */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final List<String> OF_NATS_STREAMING =
            List.of(
                    "serverinfo",
                    "clients",
                    "channels",
                    "messages",
                    "subscriptions",
                    "subspending",
                    "storelock");
    private static final List<String> OF_STANCHION =
            List.of(
                    "stanchionchannels",
                    "stanchionsubscriptions",
                    "stanchionclients",
                    "stanchionholder");

    private final Dialect dialect;

    public Schema(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Creates the tables that are missing.
     *
     * @param connection in auto-commit mode
     */
    public void create(Connection connection) throws SQLException {
        Set<String> there = tables(connection);
        if (!there.containsAll(OF_NATS_STREAMING)) {
            LOG.info(
                    there.containsAll(List.of("channels", "messages"))
                            ? "Creating the tables that are missing in the database"
                            : "The database is empty: creating its tables");
            execute(connection, Tables.ofNatsStreaming(dialect));
        }
        if (!there.containsAll(OF_STANCHION)) {
            execute(connection, Tables.ofStanchion(dialect));
        }
        execute(
                connection,
                List.of(
                        "INSERT INTO StoreLock (id, tick) SELECT '', 0 FROM (SELECT 1 AS one) o"
                                + " WHERE NOT EXISTS (SELECT 1 FROM StoreLock)"));
    }

    /**
     * Creates the table that only a group needs, if it is missing.
     *
     * @param connection in auto-commit mode
     */
    public void createEpoch(Connection connection) throws SQLException {
        if (!tables(connection).contains("stanchionepoch")) {
            execute(connection, List.of(Tables.ofGroup(dialect)));
        }
        execute(
                connection,
                List.of(
                        dialect.unlessThere(
                                "INSERT INTO StanchionEpoch (uniquerow, epoch) VALUES (1, 0)")));
    }

    /**
     * Creates the table for the guids of the newest messages, if it is missing.
     *
     * @param connection in auto-commit mode
     */
    public void createRecent(Connection connection) throws SQLException {
        if (!tables(connection).contains("stanchionrecent")) {
            execute(connection, Tables.ofRecent(dialect));
        }
    }

    /**
     * Repairs the errors of the scripts of NATS Streaming. Only the holder of the lock may call
     * this.
     *
     * @param connection in auto-commit mode
     * @return the maximum size of a message in bytes
     */
    public int repair(Connection connection) throws SQLException {
        Migration migration = new Migration(connection, dialect);
        migration.run();
        return migration.maxMessageBytes();
    }

    /** Returns the names of all tables, in lower case. */
    public static Set<String> tables(Connection connection) throws SQLException {
        DatabaseMetaData facts = connection.getMetaData();
        Set<String> names = new HashSet<>();
        String[] kinds = {"TABLE", "BASE TABLE"};
        try (ResultSet rows =
                facts.getTables(connection.getCatalog(), connection.getSchema(), "%", kinds)) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void execute(Connection connection, List<String> statements)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
