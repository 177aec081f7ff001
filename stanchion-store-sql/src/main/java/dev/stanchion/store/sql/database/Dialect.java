package dev.stanchion.store.sql.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The SQL that differs between the databases. MariaDB uses the dialect of MySQL. */
public enum Dialect {
    POSTGRES("PostgreSQL", "\"row\"", "/"),
    MYSQL("MySQL", "`row`", " DIV ");

    private final String product;
    private final String row;
    private final String integerDivision;

    Dialect(String product, String row, String integerDivision) {
        this.product = product;
        this.row = row;
        this.integerDivision = integerDivision;
    }

    /** Returns the name of the product. */
    public String product() {
        return product;
    }

    /**
     * Returns the quoted column {@code row} of {@code SubsPending}, because {@code row} is a
     * keyword.
     */
    public String row() {
        return row;
    }

    /** Returns the expression for an integer division. */
    public String quotient(String dividend, long divisor) {
        return "(" + dividend + integerDivision + divisor + ")";
    }

    /**
     * Returns an insert that does not change an existing row with the same key.
     *
     * @param insert {@code INSERT INTO …}
     */
    public String unlessThere(String insert) {
        return switch (this) {
            case POSTGRES -> insert + " ON CONFLICT DO NOTHING";
            case MYSQL -> insert.replaceFirst("^INSERT", "INSERT IGNORE");
        };
    }

    /**
     * Returns an insert that replaces columns of an existing row with the same key.
     *
     * @param insert {@code INSERT INTO …}
     * @param key the columns of the primary key, separated by commas
     * @param replaced the columns that are replaced
     */
    public String orReplace(String insert, String key, String... replaced) {
        StringBuilder sql = new StringBuilder(insert);
        sql.append(
                switch (this) {
                    case POSTGRES -> " ON CONFLICT (" + key + ") DO UPDATE SET ";
                    case MYSQL -> " ON DUPLICATE KEY UPDATE ";
                });
        for (int i = 0; i < replaced.length; i++) {
            sql.append(i == 0 ? "" : ", ").append(replaced[i]).append('=');
            sql.append(
                    switch (this) {
                        case POSTGRES -> "EXCLUDED." + replaced[i];
                        case MYSQL -> "VALUES(" + replaced[i] + ")";
                    });
        }
        return sql.toString();
    }

    /** Returns the query for the session of the connection that asks. */
    public String ownSession() {
        return switch (this) {
            case POSTGRES -> "SELECT pg_backend_pid()";
            case MYSQL -> "SELECT CONNECTION_ID()";
        };
    }

    /** Returns the expression for whether the session in a column exists. */
    public String isSessionThere(String column) {
        return switch (this) {
            case POSTGRES ->
                    "EXISTS (SELECT 1 FROM pg_stat_activity WHERE CAST(pid AS VARCHAR)="
                            + column
                            + ")";
            case MYSQL ->
                    "EXISTS (SELECT 1 FROM information_schema.processlist p WHERE CAST(p.id AS"
                            + " CHAR)="
                            + column
                            + ")";
        };
    }

    /** Makes statements of this transaction fail that wait a second for a lock of another. */
    public void boundWaitForLocks(Connection connection) throws SQLException {
        Sql.update(
                connection,
                switch (this) {
                    case POSTGRES -> "SET LOCAL lock_timeout='1s'";
                    case MYSQL -> "SET SESSION innodb_lock_wait_timeout=1";
                });
    }

    /**
     * Returns a statement for new connections: the database ends a session whose transaction is
     * idle for that long. So a server that is paused within a transaction does not hold row locks
     * for ever. MySQL, which has no such setting, ignores the comment that MariaDB executes.
     */
    public String boundIdleTransactions(Duration most) {
        return switch (this) {
            case POSTGRES -> "SET idle_in_transaction_session_timeout=" + most.toMillis();
            case MYSQL ->
                    "SET SESSION sql_mode=@@sql_mode /*M!100300 , idle_transaction_timeout="
                            + Math.max(1, most.plusMillis(999).toSeconds())
                            + " */";
        };
    }
}
