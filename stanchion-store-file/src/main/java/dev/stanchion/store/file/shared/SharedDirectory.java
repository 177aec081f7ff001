package dev.stanchion.store.file.shared;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.file.log.DirectMemory;
import dev.stanchion.store.file.work.StoreWorkers;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the stores of a shared directory's epochs. Immutable. */
public final class SharedDirectory {
    private final Path directory;
    private final FileStoreOptions options;

    /**
     * @throws StoreException if these options cannot be kept where other machines read
     */
    public SharedDirectory(Path directory, FileStoreOptions options) {
        if (!(options.sync() instanceof Sync.Always)) {
            throw new StoreException(
                    StoreException.Kind.IO,
                    "open",
                    directory.toString(),
                    "messages must be synced before they are acknowledged, or another machine does"
                            + " not find them: with -ft_shared, file_sync must be \"always\"");
        }
        this.directory = directory;
        this.options = options.withDeliveryLogBytes(0);
    }

    /** Tells whether servers have shared a directory. */
    public static boolean isOne(Path directory) {
        try {
            return new Epochs(new RealDisk(), directory).areThere();
        } catch (IOException e) {
            throw failed("open", directory, e);
        }
    }

    private static StoreException failed(String operation, Path place, IOException e) {
        return new StoreException(
                StoreException.Kind.IO, operation, place.toString(), DiskTrouble.of(place, e), e);
    }

    /**
     * Tests whether the file system does what takeovers rely on.
     *
     * @throws StoreException if it does not
     */
    public void requireUsable(Disk disk) {
        try {
            new FileSystemTest(disk, directory).run();
        } catch (IOException e) {
            throw failed("open", directory, e);
        }
    }

    /**
     * Opens the guids of an epoch.
     *
     * @throws StoreException if that cannot be
     */
    public SharedGuids guids(long epoch, Disk disk) {
        Path root = new Epochs(disk, directory).epoch(epoch);
        try {
            return SharedGuids.open(disk, root);
        } catch (IOException e) {
            throw failed("open", root, e);
        }
    }

    /** Returns the store of an epoch that a {@link SharedLock} has given to this process. */
    public Store store(long epoch, Disk disk, StoreWorkers workers, BeforeCommit beforeCommit) {
        Path root = new Epochs(disk, directory).epoch(epoch);
        return new FileStore(
                root,
                options,
                new SharedDisk(disk, root, beforeCommit),
                workers,
                new DirectMemory());
    }
}
