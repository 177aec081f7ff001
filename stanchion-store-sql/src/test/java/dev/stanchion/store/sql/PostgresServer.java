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

/** A PostgreSQL server for all tests of this process; each test has a database of its own. */
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

    @Override
    public SqlSource newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " STRATEGY file_copy");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new SqlSource(
                Dialect.POSTGRES,
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name,
                "postgres",
                "",
                Map.of(),
                "PostgreSQL " + name);
    }

    @Override
    public int port() {
        return postgres.getPort();
    }
}
