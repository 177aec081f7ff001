package dev.stanchion.cli.transfer;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.journal.NoJournal;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.TransferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a copy goes: the value of --into. */
public final class ImportTarget {
    private static final String MEMORY = "memory";
    private static final int LOCK_ID_LENGTH = 22;

    private final String text;
    private final Optional<DatabaseUrl> database;
    private final int replicas;

    private ImportTarget(String text, Optional<DatabaseUrl> database, int replicas) {
        this.text = text;
        this.database = database;
        this.replicas = replicas;
    }

    /**
     * Reads a target.
     *
     * @param replicas of each stream, if the target is a NATS cluster
     * @throws TransferException if it is none that this version can write
     */
    public static ImportTarget parse(String text, int replicas, Map<String, String> environment) {
        if (text.isBlank()) {
            throw new TransferException(
                    "--into is empty", "Name a directory that is empty or does not exist.");
        }
        Optional<DatabaseUrl> database = DatabaseUrl.parse("--into", text, environment);
        if (database.isEmpty() && text.contains("://") && !ImportSource.isLive(text)) {
            throw new TransferException(
                    "--into: this version cannot import into that",
                    "Name a directory, memory, nats://HOST:PORT of a NATS cluster with JetStream, or"
                            + " a URL that begins with jdbc:postgresql:, jdbc:mariadb: or"
                            + " jdbc:mysql:.");
        }
        return new ImportTarget(text, database, replicas);
    }

    /** Returns whether it is a NATS cluster with JetStream. */
    public boolean isJetStream() {
        return ImportSource.isLive(text);
    }

    /** Returns the target, which is not open yet. */
    public CopyTarget of(String clusterId) {
        return isJetStream()
                ? new JetStreamTarget(
                        text, clusterId, JetStreamStoreOptions.DEFAULT.withReplicas(replicas))
                : CopyTarget.of(newStore());
    }

    private Store newStore() {
        if (isMemory()) {
            return new MemoryStore(new NoJournal());
        }
        return database.<Store>map(ImportTarget::inDatabase)
                .orElseGet(() -> new FileStore(Path.of(text), FileStoreOptions.ONE_PASS));
    }

    private static Store inDatabase(DatabaseUrl database) {
        return new SqlStore(
                database.connections(),
                SqlStoreOptions.DEFAULT,
                new SecureEntropy().token(LOCK_ID_LENGTH),
                "stanchion import, process " + ProcessHandle.current().pid());
    }

    /** Returns whether nothing is left of the copy when the command ends. */
    public boolean isMemory() {
        return text.equals(MEMORY);
    }

    /** Returns whether it is a directory that does not exist yet. */
    boolean isMissing() {
        return isDirectory() && !Files.isDirectory(Path.of(text));
    }

    private boolean isDirectory() {
        return database.isEmpty() && !isJetStream() && !isMemory();
    }

    /**
     * Returns whether it is a directory in another one, or that one. A server that uses the other
     * one would take the store for a channel of its own.
     */
    public boolean isWithin(Path directory) {
        return isDirectory() && RealPath.isWithin(directory, Path.of(text));
    }

    /** Returns whether it is a directory that contains another one. */
    public boolean contains(Path directory) {
        return isDirectory() && RealPath.isWithin(Path.of(text), directory);
    }

    /**
     * Refuses a target that shares files with what is read.
     *
     * @param source a directory or a file
     * @throws TransferException if the target is the source, lies in it, or contains it
     */
    public void requireApart(Path source) {
        if (isDirectory()) {
            RealPath.requireApart(source, Path.of(text));
        }
    }

    /** Returns the flags of a server that uses the store, if it is a directory; else none. */
    public List<String> directoryFlags() {
        return isDirectory() ? List.of("-store", "file", "-dir", text) : List.of();
    }

    /** Returns the flags of a server that uses the store. They contain no password. */
    public String serverFlags() {
        if (isJetStream()) {
            return "-store jetstream -js_replicas %d -ns %s"
                    .formatted(replicas, ImportSource.shown(text));
        }
        return database.map(
                        url -> "-store sql -sql_driver %s -sql_source …".formatted(url.driver()))
                .orElseGet(() -> "-store file -dir " + text);
    }
}
