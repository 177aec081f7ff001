package dev.stanchion.kit.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database that belongs to one test. Immutable.
 *
 * @param driver {@code postgres} or {@code mysql}, as servers have it on their command line
 * @param source as the Go drivers take it, without spaces
 * @param port on the loopback address
 * @param jdbcUrl for the test itself
 */
public record TestDatabase(
        String driver, String source, int port, String jdbcUrl, String user, String password) {
    /** Returns the flags with which a Go server or Stanchion uses the database. */
    public String flags() {
        return "-store sql -sql_driver " + driver + " -sql_source " + source;
    }

    /** Returns the URL with user and password, as commands take it. */
    public String jdbcUrlWithUser() {
        return "%s%suser=%s&password=%s"
                .formatted(
                        jdbcUrl,
                        jdbcUrl.contains("?") ? "&" : "?",
                        user,
                        URLEncoder.encode(password, UTF_8));
    }

    /** Opens a connection. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** Executes statements. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a column of numbers. */
    public List<Long> numbers(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Returns a column of texts. */
    public List<String> texts(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Creates the tables that the Go server wants to find, flaws and all. */
    public TestDatabase withTablesOfGo() {
        execute(
                (driver.equals("mysql") ? GoTables.MYSQL : GoTables.POSTGRES)
                        .toArray(String[]::new));
        return this;
    }
}
