package dev.stanchion.cli.formats;

import dev.stanchion.cli.testing.StoreText;
import dev.stanchion.cli.transfer.ImportTarget;
import dev.stanchion.kit.database.TestDatabase;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.ForwardingDisk;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.file.journal.FileJournal;
import dev.stanchion.store.file.work.ThreadedWorkers;
import dev.stanchion.store.sql.PooledConnections;
import dev.stanchion.store.sql.SqlStore;
import dev.stanchion.store.sql.SqlStoreOptions;
import dev.stanchion.store.sql.source.SqlSource;
import dev.stanchion.transfer.StoreSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads everything that a store of each kind keeps. */
final class OpenedFixture {
    /** When the journal was written: clients of a server that is away for long are gone. */
    static final String WRITTEN_AT = "written-at";

    /** On which start of the machine a server was killed: what it has delivered is known there. */
    static final String BOOT_ID = "boot-id";

    private OpenedFixture() {}

    /** Reads the files that a killed server has left, on the machine where it ran. */
    static List<String> killedFiles(Path directory) throws IOException {
        long bootId = Long.parseLong(Files.readString(directory.resolve(BOOT_ID)));
        Disk disk =
                new ForwardingDisk(new RealDisk()) {
                    @Override
                    public long bootId() {
                        return bootId;
                    }
                };
        FileStoreOptions options = FileStoreOptions.DEFAULTS;
        return StoreText.of(
                new StoreSource(
                        new FileStore(
                                directory.resolve("store"),
                                options,
                                disk,
                                new ThreadedWorkers(options.readers()))));
    }

    static List<String> files(Path directory) {
        return StoreText.of(new StoreSource(new FileStore(directory, FileStoreOptions.DEFAULTS)));
    }

    static List<String> journal(Path directory) throws IOException {
        Instant written = Instant.parse(Files.readString(directory.resolve(WRITTEN_AT)));
        FileJournal journal =
                new FileJournal(
                        ofServer(directory.resolve("journal")),
                        Clock.fixed(written, ZoneOffset.UTC),
                        Duration.ofMinutes(10));
        return StoreText.of(new StoreSource(new MemoryStore(journal)));
    }

    /** Each server has its own directory. */
    private static Path ofServer(Path journals) throws IOException {
        try (Stream<Path> all = Files.list(journals)) {
            return all.findFirst().orElseThrow();
        }
    }

    static List<String> database(TestDatabase database) {
        SqlSource source = SqlSource.parse(database.driver(), database.source(), Map.of());
        return StoreText.of(
                new StoreSource(
                        new SqlStore(
                                new PooledConnections(source, 3),
                                SqlStoreOptions.DEFAULT,
                                "fixture",
                                "a test")));
    }

    static List<String> streams(String url) {
        return StoreText.of(
                new StoreSource(ImportTarget.parse(url, 1, Map.of()).of("test-cluster")));
    }
}
