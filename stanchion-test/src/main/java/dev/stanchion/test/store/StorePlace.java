package dev.stanchion.test.store;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.MemoryStore;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.work.ThreadedWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker under test keeps its messages: in memory, or in a directory that is deleted at the
 * end. Confined to the thread that starts and stops the broker.
 */
public final class StorePlace implements AutoCloseable {
    /** What the process has written survives its end, so nothing here needs to be forced. */
    private static final Duration SYNC_INTERVAL = Duration.ofMinutes(10);

    private static final long MEMORY_BYTES = 32L << 20;
    private static final long COMMIT_FILE_BYTES = 1L << 20;
    private static final long COMMIT_LOG_BYTES = 8L << 20;
    private static final int DELIVERY_LOG_BYTES = 64 * 1024;

    private final @Nullable Path root;
    private int directories;
    private @Nullable Path current;
    private @Nullable EndingDisk disk;

    private StorePlace(@Nullable Path root) {
        this.root = root;
    }

    /** Keeps messages in memory. */
    public static StorePlace inMemory() {
        return new StorePlace(null);
    }

    /** Keeps messages in files of a temporary directory. */
    public static StorePlace inFiles() {
        try {
            return new StorePlace(Files.createTempDirectory("stanchion-test"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the store of the test broker gets no temporary directory: " + e.getMessage(),
                    e);
        }
    }

    /** Returns whether messages are in files. */
    public boolean isInFiles() {
        return root != null;
    }

    /** Opens the store as the last broker has left it; the first time it is empty. */
    public Store open() {
        Path place = root;
        if (place == null) {
            return new MemoryStore();
        }
        if (current == null) {
            current = next(place);
        }
        EndingDisk opened = new EndingDisk();
        disk = opened;
        FileStoreOptions options =
                FileStoreOptions.DEFAULTS
                        .withSync(Sync.every(SYNC_INTERVAL))
                        .withReserveBytes(0)
                        .withMemoryBytes(MEMORY_BYTES)
                        .withDeliveryLogBytes(DELIVERY_LOG_BYTES)
                        .withCommitLog(COMMIT_FILE_BYTES, COMMIT_LOG_BYTES);
        return new FileStore(current, options, opened, new ThreadedWorkers(options.readers()));
    }

    private Path next(Path place) {
        return place.resolve("store-" + ++directories);
    }

    /** Lets the next store be empty. */
    public void lose() {
        current = null;
    }

    /** Stops all writing at once, and lets the next store be what a killed process has left. */
    public void kill() {
        Path place = root;
        EndingDisk ending = disk;
        Path left = current;
        if (place != null && ending != null && left != null) {
            ending.end();
            current = next(place);
            copy(left, current);
        }
    }

    /** Copies what a broker has left that is stopped. Returns empty if nothing was ever stored. */
    public Optional<Path> copy() {
        Path place = root;
        Path left = current;
        if (place == null || left == null || !Files.exists(left)) {
            return Optional.empty();
        }
        Path target = next(place);
        copy(left, target);
        return Optional.of(target);
    }

    /** Lets the next store be a copy of this one. */
    public void restore(Path copied) {
        Path place = root;
        if (place == null) {
            throw new IllegalStateException("a store in memory has no copies");
        }
        current = next(place);
        copy(copied, current);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.walkFileTree(
                    from,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) throws IOException {
                            Files.createDirectories(to.resolve(from.relativize(directory)));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.copy(file, to.resolve(from.relativize(file)));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the files of the test broker cannot be copied: " + e.getMessage(), e);
        }
    }

    /** Deletes everything. The store must be closed. */
    @Override
    public void close() {
        Path place = root;
        if (place == null) {
            return;
        }
        try {
            Files.walkFileTree(
                    place,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path directory, @Nullable IOException failure) throws IOException {
                            Files.deleteIfExists(directory);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the files of the test broker cannot be deleted: " + e.getMessage(), e);
        }
    }
}
