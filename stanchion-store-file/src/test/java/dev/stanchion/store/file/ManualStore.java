package dev.stanchion.store.file;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.disk.BreakableDisk;
import dev.stanchion.store.file.work.QueuedWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * File stores in which nothing happens by itself, one after the other, on a disk that fails when
 * told. For the thread of the test.
 */
public final class ManualStore implements StoreFixture.Device {
    /** Little of everything, so that tests reach the ends of it. */
    public static final FileStoreOptions SMALL =
            FileStoreOptions.DEFAULTS.withMemoryBytes(2 << 20).withReserveBytes(0);

    private final Path temp;
    private final BreakableDisk disk = new BreakableDisk();
    private FileStoreOptions options;
    private @Nullable QueuedWorkers workers;
    private int killed;

    public ManualStore(Path temp, FileStoreOptions options) {
        this.temp = temp;
        this.options = options;
    }

    public void setOptions(FileStoreOptions next) {
        options = next;
    }

    public BreakableDisk disk() {
        return disk;
    }

    public Path directory() {
        return temp.resolve("run-" + killed);
    }

    /** Returns the segments of the only channel, oldest first. */
    public List<Path> segments() {
        return files(directory().resolve("channels"), ".seg");
    }

    /** Returns the files of the commit log, oldest first. */
    public List<Path> commitFiles() {
        return files(directory().resolve("commit"), ".log");
    }

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Store open() {
        QueuedWorkers opened = new QueuedWorkers();
        workers = opened;
        return new FileStore(directory(), options, disk, opened);
    }

    /** Lets time pass for the store's threads. */
    public void advance(Duration time) {
        Objects.requireNonNull(workers).advance(time);
    }

    /** Lets time pass in the middle of a call. */
    public void takeTime(Duration time) {
        Objects.requireNonNull(workers).takeTime(time);
    }

    @Override
    public void letOthersWork() {
        Objects.requireNonNull(workers).runReady();
    }

    /** Leaves the files as they are at this moment to the next run. */
    @Override
    public void crash(Store store) {
        Path left = directory();
        killed++;
        copy(left, directory());
        store.close();
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public void close() {} // the directory is the test's
}
