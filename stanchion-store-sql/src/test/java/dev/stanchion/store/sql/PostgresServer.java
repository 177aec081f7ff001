package dev.stanchion.store.sql;

import dev.stanchion.store.sql.database.Dialect;
import dev.stanchion.store.sql.source.SqlSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server for all tests of this process; each test has a schema of its own. */
final class PostgresServer implements DatabaseServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starting one takes seconds, so it happens once. */
    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }

    static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static PostgresServer start() {
        try {
            return new PostgresServer(
                    EmbeddedPostgres.builder()
                            // nobody pulls the plug on a test
                            .setServerConfig("fsync", "off")
                            .setServerConfig("full_page_writes", "off")
                            .setServerConfig("max_connections", "100")
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema is as good as a database, and is there at once. */
    @Override
    public SqlSource newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE SCHEMA " + name);
        return source("postgres", Map.of("currentSchema", name), name);
    }

    /** Creates a database, for those who cannot be told of a schema. */
    SqlSource newWholeDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return source(name, Map.of(), name);
    }

    private SqlSource source(String database, Map<String, String> properties, String name) {
        return new SqlSource(
                Dialect.POSTGRES,
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + database,
                "postgres",
                "",
                properties,
                "PostgreSQL " + name);
    }

    private void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public int port() {
        return postgres.getPort();
    }
}
