package dev.stanchion.cli.transfer;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.MalformedSourceException;
import dev.stanchion.store.sql.source.SqlSource;
import dev.stanchion.transfer.TransferException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a copy goes: the value of --into. */
final class ImportTarget {
    private static final int CONNECTIONS = 3;
    private static final int LOCK_ID_LENGTH = 22;

    private final String text;
    private final Optional<SqlSource> database;

    private ImportTarget(String text, Optional<SqlSource> database) {
        this.text = text;
        this.database = database;
    }

    /**
     * Reads a target.
     *
     * @throws TransferException if it is none that this version can write
     */
    static ImportTarget parse(String text, Map<String, String> environment) {
        if (text.isBlank()) {
            throw new TransferException(
                    "--into is empty", "Name a directory that is empty or does not exist.");
        }
        return new ImportTarget(
                text, driver(text).map(driver -> source(driver, text, environment)));
    }

    /** Returns the driver of a database, as the server's flag names it; empty for a directory. */
    private static Optional<String> driver(String text) {
        if (text.startsWith("jdbc:postgresql:")
                || text.startsWith("postgres://")
                || text.startsWith("postgresql://")) {
            return Optional.of("postgres");
        }
        if (text.startsWith("jdbc:mariadb:") || text.startsWith("jdbc:mysql:")) {
            return Optional.of("mysql");
        }
        if (text.contains("://") || text.startsWith("jdbc:")) {
            throw new TransferException(
                    "--into: this version imports into a directory or a database only",
                    "Name a directory, or a URL that begins with jdbc:postgresql:, jdbc:mariadb: or"
                            + " jdbc:mysql:.");
        }
        return Optional.empty();
    }

    private static SqlSource source(String driver, String text, Map<String, String> environment) {
        try {
            return SqlSource.parse(driver, text, environment);
        } catch (MalformedSourceException e) {
            throw new TransferException(
                    "--into: " + e.getMessage(),
                    "Write it as for the server's flag -sql_source.",
                    e);
        }
    }

    /** Returns the store, which is not open yet. */
    Store newStore() {
        return database.<Store>map(ImportTarget::inDatabase)
                .orElseGet(() -> new FileStore(Path.of(text), FileStoreOptions.DEFAULTS));
    }

    private static Store inDatabase(SqlSource source) {
        return new SqlStore(
                new PooledConnections(source, CONNECTIONS),
                SqlStoreOptions.DEFAULT,
                new SecureEntropy().token(LOCK_ID_LENGTH),
                "stanchion import, process " + ProcessHandle.current().pid());
    }

    /** Returns the flags of a server that uses the store. They contain no password. */
    String serverFlags() {
        return database.map(source ->
                        "-store sql -sql_driver %s -sql_source …"
                                .formatted(driver(text).orElseThrow()))
                .orElseGet(() -> "-store file -dir " + text);
    }
}
