package dev.stanchion.crash.scenario;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.commit.Sync;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.shared.BeforeCommit;
import dev.stanchion.store.file.shared.SharedDirectory;
import dev.stanchion.store.file.shared.SharedLock;
import dev.stanchion.store.file.work.StoreWorkers;
import java.util.concurrent.atomic.AtomicLong;

/** One server of those that share the directory. Confined to the thread of the test. */
public final class SharedServer {
    private static final AtomicLong IDS = new AtomicLong();

    private static final int LOOKS = 50;
    private static final long BETWEEN_LOOKS = 40_000_000;

    private final Disk disk;
    private final StoreWorkers workers;
    private final FileStoreOptions options;
    private final SharedLock lock;
    private long nanos;

    public SharedServer(Disk disk, StoreWorkers workers, FileStoreOptions options) {
        this.disk = disk;
        this.workers = workers;
        this.options = options.withSync(Sync.ALWAYS);
        this.lock =
                new SharedLock(
                        disk,
                        FaultyDevice.ROOT,
                        "a server",
                        false,
                        () -> "id" + IDS.incrementAndGet(),
                        () -> nanos += BETWEEN_LOOKS);
    }

    SharedLock lock() {
        return lock;
    }

    /** Takes the directory from whoever has it, and returns its store. */
    public Store claim() {
        Tenure tenure = lock.claim(lock.look(), Basis.UNHEARD);
        return new SharedDirectory(FaultyDevice.ROOT, options)
                .store(tenure.epoch(), disk, workers, BeforeCommit.NOTHING);
    }

    /**
     * Looks as often as a server does in some minutes, and deletes what earlier epochs have left.
     */
    public void tidyUp() {
        try {
            for (int i = 0; i < LOOKS; i++) {
                lock.look();
            }
        } catch (StoreException e) {
            return; // the disk fails, and it is tried again in the next epoch
        }
    }
}
