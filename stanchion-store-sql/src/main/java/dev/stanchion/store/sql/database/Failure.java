package dev.stanchion.store.sql.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells which failures are transient, so that a retry can succeed. Pure. */
public final class Failure {
    /**
     * The transient classes of SQLSTATE: no connection, rolled back, no resources, operator
     * intervention.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "58");

    private static final int DISK_FULL = 1021;
    private static final int TABLE_FULL = 1114;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    /** MySQL's own error numbers. All of them share one SQLSTATE with other errors. */
    private static final Set<Integer> TRANSIENT_NUMBERS =
            Set.of(
                    DISK_FULL,
                    TABLE_FULL,
                    1040, // too many connections
                    1053, // server shutdown in progress
                    LOCK_WAIT_TIMEOUT,
                    1213, // deadlock
                    1290, // read only, while roles change
                    1836, // read only
                    1927); // connection was killed

    private Failure() {}

    /** Tells whether a retry can succeed, perhaps on another connection. */
    public static boolean isTransient(SQLException e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof SQLRecoverableException || each instanceof SQLTransientException) {
                return true;
            }
            if (each instanceof SQLException sql && isTransientState(sql)) {
                return true;
            }
            if (each instanceof java.io.IOException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransientState(SQLException e) {
        String state = e.getSQLState();
        return TRANSIENT_NUMBERS.contains(e.getErrorCode())
                || (state != null
                        && state.length() == 5
                        && (TRANSIENT_CLASSES.contains(state.substring(0, 2))
                                || state.equals("25006") // read only: a standby
                                || state.equals("25P03") // idle in transaction: it was paused
                                || state.equals("55P03"))); // lock not available
    }

    /** Tells whether a statement has waited too long for a lock of another transaction. */
    public static boolean isWaitForLock(SQLException e) {
        return "55P03".equals(e.getSQLState()) || e.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    /** Tells whether the database has no room left. */
    public static boolean isFull(SQLException e) {
        return "53100".equals(e.getSQLState())
                || e.getErrorCode() == DISK_FULL
                || e.getErrorCode() == TABLE_FULL;
    }

    /**
     * Returns the failure in one readable line. For a failed batch the line has only the error of
     * the database, because the driver adds the statement with all its values, and these values are
     * messages.
     */
    public static String text(SQLException e) {
        SQLException next = e instanceof BatchUpdateException ? e.getNextException() : null;
        if (next != null) {
            return text(next);
        }
        Throwable first = e;
        StringBuilder text =
                new StringBuilder(
                        e instanceof BatchUpdateException
                                ? "a batch has failed, SQLSTATE " + e.getSQLState()
                                : line(e));
        while (first.getCause() != null) {
            first = first.getCause();
            String more = line(first);
            if (!more.isEmpty() && text.indexOf(more) < 0) {
                text.append(": ").append(more);
            }
        }
        return text.toString();
    }

    private static String line(Throwable e) {
        String message = e.getMessage();
        String text = message == null ? e.getClass().getSimpleName() : message;
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
