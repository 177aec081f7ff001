package dev.stanchion.kit.database;

import dev.stanchion.kit.process.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A MariaDB server for all tests of this process. It uses the machine's own installation and a
 * directory of its own, and each test has its own database. Without an installation the tests are
 * skipped, unless {@code ACCEPTANCE_REQUIRE_MARIADB} is {@code true}.
 */
public final class MariaDbServer implements DatabaseServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final List<String> PLACES =
            List.of("/usr/sbin/mariadbd", "/usr/sbin/mysqld", "/usr/local/bin/mariadbd");
    private static final String USER = "stanchion";
    private static final String PASSWORD = "s3cret:with@all/of?it";

    private final int port;

    private MariaDbServer(int port) {
        this.port = port;
    }

    /** Starting one takes seconds, so it happens once. */
    private static final class Shared {
        private static final Optional<MariaDbServer> SERVER = start();
    }

    /** Returns the server, or skips the test if the machine has none. */
    public static MariaDbServer shared() {
        if (Shared.SERVER.isEmpty()) {
            String missing = "mariadbd is not installed (Debian: apt-get install mariadb-server)";
            if (Boolean.parseBoolean(System.getenv("ACCEPTANCE_REQUIRE_MARIADB"))) {
                throw new AssertionError(missing);
            }
            Assumptions.abort(missing);
        }
        return Shared.SERVER.orElseThrow();
    }

    private static Optional<MariaDbServer> start() {
        return PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(MariaDbServer::start);
    }

    private static MariaDbServer start(Path program) {
        try {
            Path directory = Files.createTempDirectory("stanchion-mariadb");
            String user = System.getProperty("user.name");
            run(
                    List.of(
                            "mariadb-install-db",
                            "--no-defaults",
                            "--user=" + user,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db",
                            "--datadir=" + directory.resolve("data")),
                    directory);
            int port = FreePort.next();
            List<String> line = new ArrayList<>(List.of(program.toString(), "--no-defaults"));
            line.addAll(
                    List.of(
                            "--user=" + user,
                            "--datadir=" + directory.resolve("data"),
                            "--socket=" + directory.resolve("s"),
                            "--pid-file=" + directory.resolve("pid"),
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--innodb-flush-log-at-trx-commit=0",
                            "--innodb-flush-method=nosync",
                            "--innodb-doublewrite=0",
                            "--innodb-buffer-pool-size=64M"));
            Process process =
                    new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, directory)));
            awaitAndGrant(port, process);
            return new MariaDbServer(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void run(List<String> line, Path directory)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("install-log").toFile())
                        .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(
                    line + " failed: " + Files.readString(directory.resolve("install-log")));
        }
    }

    private static void awaitAndGrant(int port, Process process) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("mariadbd has ended: " + process.exitValue());
                    }
                    try (Connection connection =
                                    DriverManager.getConnection(url(port, ""), "root", "");
                            Statement statement = connection.createStatement()) {
                        statement.execute(
                                "CREATE USER '%s'@'%%' IDENTIFIED BY '%s'"
                                        .formatted(USER, PASSWORD));
                        statement.execute(
                                "GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION".formatted(USER));
                        return true;
                    }
                });
    }

    private static String url(int port, String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    private static void end(Process process, Path directory) {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            // the system cleans its directory for temporary files
        }
    }

    /** Runs a statement as the administrator. */
    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(port, ""), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public TestDatabase newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return new TestDatabase(
                "mysql",
                "%s:%s@tcp(127.0.0.1:%d)/%s".formatted(USER, PASSWORD, port, name),
                port,
                url(port, name),
                USER,
                PASSWORD);
    }
}
