package dev.stanchion.store.file;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.file.work.CountingWorkers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens file stores for the suites, in a real directory and with real threads. */
public final class FileDevice implements StoreFixture.Device {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final FileStoreOptions options;
    private final Disk disk;
    private final Path temp;
    private @Nullable CountingWorkers workers;
    private int killed;

    public FileDevice(FileStoreOptions options, Disk disk) {
        this.options = options;
        this.disk = disk;
        try {
            this.temp = Files.createTempDirectory("store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FileDevice() {
        this(new RealDisk());
    }

    FileDevice(Disk disk) {
        this(FileStoreOptions.DEFAULTS.withMemoryBytes(64 << 20).withReserveBytes(0), disk);
    }

    public Path directory() {
        return temp.resolve("run-" + killed);
    }

    @Override
    public Store open() {
        CountingWorkers opened = new CountingWorkers();
        workers = opened;
        return new FileStore(directory(), options, disk, opened);
    }

    @Override
    public void letOthersWork() {
        CountingWorkers current = Objects.requireNonNull(workers);
        long start = System.nanoTime();
        while (current.areBusy()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("the store is at work for a minute");
            }
            Thread.onSpinWait();
        }
    }

    /** Leaves the files as they are at this moment to the next run. */
    @Override
    public void crash(Store store) {
        Path left = directory();
        killed++;
        try (Stream<Path> files = Files.walk(left)) {
            for (Path file : files.sorted().toList()) {
                Path copy = directory().resolve(left.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.close();
    }

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
