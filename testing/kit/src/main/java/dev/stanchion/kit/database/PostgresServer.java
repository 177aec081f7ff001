package dev.stanchion.kit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server for all tests of this process; each test has a schema of its own. */
public final class PostgresServer implements DatabaseServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starting one takes seconds, so it happens once. */
    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }

    /** Returns the server. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static PostgresServer start() {
        try {
            return new PostgresServer(
                    EmbeddedPostgres.builder()
                            // no test simulates a power loss
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
    public TestDatabase newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE SCHEMA " + name);
        return new TestDatabase(
                "postgres",
                "postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable&search_path=%s"
                        .formatted(postgres.getPort(), name),
                postgres.getPort(),
                "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s"
                        .formatted(postgres.getPort(), name),
                "postgres",
                "");
    }

    private void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
