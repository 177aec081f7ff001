package dev.stanchion.store.sql.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the tables of an existing database to the form that {@link Tables} creates. The Go server
 * can still use the changed tables: columns only become wider, the new column has a default, and
 * {@code Messages} keeps its five columns.
 *
 * <p>Each step logs what it does and why. If the database user lacks the permission for a step, the
 * log shows the statement for an administrator, and the server continues without that step.
 */
final class Migration {
    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

    private record Step(String statement, String why) {}

    private record Column(String table, String name, String definition) {}

    /**
     * The columns that the scripts of the Go server create with 64 KiB, which is too small, and the
     * types that they need.
     */
    private static final List<Column> MYSQL_BLOBS =
            List.of(
                    new Column("ServerInfo", "proto", "LONGBLOB"),
                    new Column("Clients", "proto", "LONGBLOB"),
                    new Column("Messages", "data", "LONGBLOB"),
                    new Column("Subscriptions", "proto", "LONGBLOB"),
                    new Column("SubsPending", "pending", "LONGBLOB"),
                    new Column("SubsPending", "acks", "LONGBLOB"));

    private static final String CASE_SENSITIVE =
            "VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL";
    private static final List<Column> MYSQL_NAMES =
            List.of(
                    new Column("Clients", "id", CASE_SENSITIVE),
                    new Column("Channels", "name", CASE_SENSITIVE));

    private final Connection connection;
    private final Dialect dialect;

    Migration(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Takes all steps that are necessary. */
    void run() throws SQLException {
        for (Step step : steps()) {
            take(step);
        }
    }

    private List<Step> steps() throws SQLException {
        List<Step> steps = new ArrayList<>();
        if (typeOf("Clients", "proto").isEmpty()) {
            String type = dialect == Dialect.MYSQL ? "LONGBLOB" : "BYTEA";
            steps.add(
                    new Step(
                            "ALTER TABLE Clients ADD proto " + type,
                            "it comes from a release before 0.10.0, which did not have it"));
        }
        switch (dialect) {
            case POSTGRES -> addForPostgres(steps);
            case MYSQL -> addForMysql(steps);
        }
        if (typeOf("StoreLock", "uniquerow").isEmpty()) {
            steps.add(
                    new Step(
                            "ALTER TABLE StoreLock ADD uniquerow INTEGER DEFAULT 1,"
                                    + " ADD CONSTRAINT Idx_StoreLockRow UNIQUE (uniquerow)",
                            "without a key, two servers that start at once both get the lock"));
        }
        return steps;
    }

    private void addForPostgres(List<Step> steps) throws SQLException {
        String index =
                one(
                        "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"
                                + " AND indexname = 'idx_channelsname'");
        if (index.contains("256")) {
            String why = "it indexes a constant instead of the channel's name";
            steps.add(new Step("DROP INDEX Idx_ChannelsName", why));
            steps.add(new Step("CREATE INDEX Idx_ChannelsName ON Channels (name)", why));
        }
    }

    private void addForMysql(List<Step> steps) throws SQLException {
        for (Column blob : MYSQL_BLOBS) {
            if (typeOf(blob.table, blob.name).equals("blob")) {
                steps.add(
                        new Step(
                                modify(blob),
                                "it holds 65,535 bytes at most; a bigger message would be lost."
                                        + " For a big table this takes some minutes"));
            }
        }
        for (Column name : MYSQL_NAMES) {
            if (!collationOf(name.table, name.name).endsWith("_bin")) {
                steps.add(new Step(modify(name), "it takes Orders and orders for the same name"));
            }
        }
    }

    private static String modify(Column column) {
        return "ALTER TABLE " + column.table + " MODIFY " + column.name + " " + column.definition;
    }

    private void take(Step step) throws SQLException {
        LOG.info("Changing the database: {} ({})", step.statement, step.why);
        try (Statement statement = connection.createStatement()) {
            statement.execute(step.statement);
        } catch (SQLException e) {
            if (Failure.isTransient(e)) {
                throw e;
            }
            LOG.warn(
                    "The database is unchanged: {}. A database user with the right must execute: {}",
                    Failure.text(e),
                    step.statement);
        }
    }

    /**
     * Returns the maximum size of a message. If the column could be widened, every message fits.
     */
    int maxMessageBytes() throws SQLException {
        return switch (typeOf("Messages", "data")) {
            case "blob" -> 65_535;
            case "mediumblob" -> (1 << 24) - 1;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Returns the type of a column in lower case; empty if there is no such column. */
    private String typeOf(String table, String column) throws SQLException {
        return ofColumn("data_type", table, column);
    }

    private String collationOf(String table, String column) throws SQLException {
        return ofColumn("collation_name", table, column);
    }

    private String ofColumn(String fact, String table, String column) throws SQLException {
        String schema = dialect == Dialect.MYSQL ? "DATABASE()" : "current_schema()";
        return one(
                "SELECT %s FROM information_schema.columns WHERE table_schema = %s"
                                .formatted(fact, schema)
                        + " AND LOWER(table_name) = ? AND LOWER(column_name) = ?",
                table.toLowerCase(Locale.ROOT),
                column.toLowerCase(Locale.ROOT));
    }

    private String one(String query, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                String value = rows.next() ? rows.getString(1) : null;
                return value == null ? "" : value.toLowerCase(Locale.ROOT);
            }
        }
    }
}
