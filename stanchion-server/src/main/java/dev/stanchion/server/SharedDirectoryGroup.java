package dev.stanchion.server;

import dev.stanchion.activity.Lock;
import dev.stanchion.activity.LockThread;
import dev.stanchion.activity.Tenure;
import dev.stanchion.activity.witness.GuidJournal;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.file.shared.BeforeCommit;
import dev.stanchion.store.file.shared.SharedDirectory;
import dev.stanchion.store.file.shared.SharedGuids;
import dev.stanchion.store.file.shared.SharedLock;
import dev.stanchion.store.file.work.ThreadedWorkers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

/** The stores of a group whose members share a directory. Each term has an epoch of its own. */
final class SharedDirectoryGroup implements Stores.OfGroup {
    private static final int ID_LENGTH = 22;

    private final ServerOptions options;
    private final StoreChoice.File choice;
    private final SharedDirectory directory;
    private final RealDisk disk = new RealDisk();
    private volatile long epoch;

    /** What the committer syncs first; known once the guids are open. */
    private volatile AtomicReference<BeforeCommit> beforeCommit =
            new AtomicReference<>(BeforeCommit.NOTHING);

    SharedDirectoryGroup(ServerOptions options, StoreChoice.File choice) {
        this.options = options;
        this.choice = choice;
        this.directory = new SharedDirectory(choice.directory(), choice.options());
        directory.requireUsable(disk);
    }

    @Override
    public Store ofTerm(Tenure tenure) {
        epoch = tenure.epoch();
        AtomicReference<BeforeCommit> ofTerm = new AtomicReference<>(BeforeCommit.NOTHING);
        beforeCommit = ofTerm;
        return options.storeEncryption()
                .around(
                        directory.store(
                                tenure.epoch(),
                                disk,
                                new ThreadedWorkers(choice.options().readers()),
                                () -> ofTerm.get().sync()));
    }

    /** Of the term that has begun last. */
    @Override
    public GuidJournal guids() {
        SharedGuids guids = directory.guids(epoch, disk);
        beforeCommit.set(guids);
        return guids;
    }

    @Override
    public Lock lock(ShardExecutor shard) {
        return new LockThread(lock(choice.directory(), options.externalNats().isPresent()), shard);
    }

    static SharedLock lock(Path directory, boolean isOnBus) {
        Entropy ids = new SecureEntropy();
        return new SharedLock(
                new RealDisk(),
                directory,
                ThisServer.description(Clock.systemUTC()),
                isOnBus,
                () -> ids.token(ID_LENGTH),
                System::nanoTime);
    }

    /** Returns the store of a server without a group, which takes the directory over. */
    static Store alone(Path directory, FileStoreOptions options, SharedLock lock) {
        Tenure tenure = lock.claimAlone();
        return new SharedDirectory(directory, options)
                .store(
                        tenure.epoch(),
                        new RealDisk(),
                        new ThreadedWorkers(options.readers()),
                        BeforeCommit.NOTHING);
    }
}
