package dev.stanchion.store.sql.recovery;

import dev.stanchion.store.sql.database.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/**
 * The tables that only Stanchion has, for queries. A database that only the Go server has used does
 * not have them; a query without rows stands for each that is missing.
 */
public enum OwnTables {
    /** All of them exist, because the store has created them. */
    PRESENT {
        @Override
        String orNone(String table, String columnsOfNone) {
            return table;
        }
    },
    /** None of them exists. */
    ABSENT {
        @Override
        String orNone(String table, String columnsOfNone) {
            return "(SELECT " + columnsOfNone + " WHERE 1=0)";
        }
    };

    /** Looks which tables a database has. */
    public static OwnTables of(Connection connection) throws SQLException {
        Set<String> there = Schema.tables(connection);
        boolean areThere =
                Set.of("StanchionChannels", "StanchionSubscriptions", "StanchionClients").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .allMatch(there::contains);
        return areThere ? PRESENT : ABSENT;
    }

    /**
     * Returns what a query joins.
     *
     * @param columnsOfNone the columns of a query without rows, with the types of the table, and
     *     where they come from: {@code id FROM Channels}
     */
    abstract String orNone(String table, String columnsOfNone);
}
