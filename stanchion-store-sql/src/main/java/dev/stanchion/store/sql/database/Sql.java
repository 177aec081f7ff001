package dev.stanchion.store.sql.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs statements with arguments: numbers, texts and byte arrays. Blocks its caller. */
public final class Sql {
    private Sql() {}

    /** Runs a statement that changes rows, and returns the number of changed rows. */
    public static int update(Connection connection, String sql, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, arguments);
            return statement.executeUpdate();
        }
    }

    /** Reads a row. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a query and returns what its first row has, or a value instead if there is no row. */
    public static <T> T first(
            Connection connection, String sql, RowReader<T> reader, T none, Object... arguments)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            set(query, arguments);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? reader.read(row) : none;
            }
        }
    }

    /** Sets the arguments of a statement, in order. */
    public static void set(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case Integer number -> statement.setInt(i + 1, number);
                case Long number -> statement.setLong(i + 1, number);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Object other -> statement.setString(i + 1, other.toString());
            }
        }
    }
}
