package dev.stanchion.cli.formats;

import dev.stanchion.kit.database.TestDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** All tables of a database as statements that make them again, one on a line. */
final class SqlScript {
    private final Connection connection;
    private final boolean isMysql;
    private final List<String> statements = new ArrayList<>();

    private SqlScript(Connection connection, boolean isMysql) {
        this.connection = connection;
        this.isMysql = isMysql;
    }

    static List<String> of(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            SqlScript script = new SqlScript(connection, database.driver().equals("mysql"));
            for (String table : script.tables()) {
                script.statements.add(
                        script.isMysql ? script.shown(table) : script.described(table));
                script.addRows(table);
            }
            return script.statements;
        }
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found =
                connection
                        .getMetaData()
                        .getTables(
                                connection.getCatalog(),
                                connection.getSchema(),
                                "%",
                                new String[] {"TABLE"})) {
            while (found.next()) {
                names.add(found.getString("TABLE_NAME"));
            }
        }
        return names.stream().sorted().toList();
    }

    /** MariaDB says itself how a table was made. */
    private String shown(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + table)) {
            row.next();
            return row.getString(2).replace('\n', ' ');
        }
    }

    private String described(String table) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        StringJoiner columns = new StringJoiner(", ", "CREATE TABLE " + table + " (", ")");
        try (ResultSet column = about.getColumns(null, connection.getSchema(), table, "%")) {
            while (column.next()) {
                String type = column.getString("TYPE_NAME");
                String size =
                        type.equals("varchar") ? "(" + column.getInt("COLUMN_SIZE") + ")" : "";
                String usual = column.getString("COLUMN_DEF");
                columns.add(
                        "\"%s\" %s%s%s%s"
                                .formatted(
                                        column.getString("COLUMN_NAME"),
                                        type,
                                        size,
                                        usual == null ? "" : " DEFAULT " + usual,
                                        column.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                                                ? " NOT NULL"
                                                : ""));
            }
        }
        List<String> key = new ArrayList<>();
        try (ResultSet column = about.getPrimaryKeys(null, connection.getSchema(), table)) {
            while (column.next()) {
                key.add("\"" + column.getString("COLUMN_NAME") + "\"");
            }
        }
        if (!key.isEmpty()) {
            columns.add("PRIMARY KEY (" + String.join(", ", key) + ")");
        }
        return columns.toString();
    }

    private void addRows(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            ResultSetMetaData about = rows.getMetaData();
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringJoiner values =
                        new StringJoiner(", ", "INSERT INTO " + table + " VALUES (", ")");
                for (int i = 1; i <= about.getColumnCount(); i++) {
                    values.add(literal(rows.getObject(i)));
                }
                found.add(values.toString());
            }
            found.stream().sorted().forEach(statements::add);
        }
    }

    private String literal(Object value) {
        return switch (value) {
            case null -> "NULL";
            case byte[] bytes -> {
                String hex = HexFormat.of().formatHex(bytes);
                yield isMysql ? "x'" + hex + "'" : "'\\x" + hex + "'";
            }
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> "'" + value.toString().replace("'", "''") + "'";
        };
    }
}
