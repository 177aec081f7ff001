package dev.stanchion.server;

import dev.stanchion.activity.Lock;
import dev.stanchion.activity.LockThread;
import dev.stanchion.activity.Tenure;
import dev.stanchion.activity.witness.GuidJournal;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.file.FileLock;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.RecentGuids;
import dev.stanchion.store.file.shared.SharedDirectory;
import dev.stanchion.store.file.shared.SharedLock;
import dev.stanchion.store.sql.SqlLock;
import java.nio.file.Path;
import java.time.Clock;

/** Chooses the stores of a server by its options. It opens nothing yet. */
final class StoresOfServer {
    private StoresOfServer() {}

    /** Returns the store of a server without a group. */
    static Stores only(ServerOptions options, Store store) {
        return new Stores.Alone(options.storeEncryption().around(store));
    }

    /**
     * Returns the stores of a member of a group.
     *
     * @throws dev.stanchion.engine.spi.StoreException if the store is where no lock can be trusted
     */
    static Stores.OfGroup ofGroup(ServerOptions options, FtGroup group) {
        return switch (options.store()) {
            case StoreChoice.Sql sql -> new SqlGroup(options, group, sql);
            case StoreChoice.Memory ignored -> throw FtGroup.unsupported();
            case StoreChoice.File file -> {
                if (group.isOnSharedDirectory() || SharedDirectory.isOne(file.directory())) {
                    yield new SharedDirectoryGroup(options, file);
                }
                FileLock.requireUsable(file.directory());
                yield new FileGroup(options, file);
            }
            case StoreChoice.JetStream jetStream -> JetStreamGroup.of(options, jetStream);
        };
    }

    /** Returns the store of a server without a group in a directory. */
    static Store inDirectory(Path directory, FileStoreOptions file) {
        if (!SharedDirectory.isOne(directory)) {
            return new FileStore(directory, file);
        }
        SharedLock lock = SharedDirectoryGroup.lock(directory, false);
        return SharedDirectoryGroup.alone(directory, file, lock);
    }

    private record FileGroup(ServerOptions options, StoreChoice.File choice)
            implements Stores.OfGroup {
        @Override
        public Store ofTerm(Tenure tenure) {
            return options.storeEncryption()
                    .around(new FileStore(choice.directory(), choice.options()));
        }

        @Override
        public GuidJournal guids() {
            return RecentGuids.open(choice.directory());
        }

        @Override
        public Lock lock(ShardExecutor shard) {
            return new LockThread(
                    new FileLock(choice.directory(), ThisServer.description(Clock.systemUTC())),
                    shard);
        }
    }

    private record SqlGroup(ServerOptions options, FtGroup group, StoreChoice.Sql choice)
            implements Stores.OfGroup {
        @Override
        public Store ofTerm(Tenure tenure) {
            return options.storeEncryption()
                    .around(
                            SqlStoreOfServer.ofTerm(
                                    choice,
                                    group,
                                    options.externalNats().isPresent(),
                                    tenure,
                                    Clock.systemUTC()));
        }

        @Override
        public Lock lock(ShardExecutor shard) {
            return new LockThread(
                    new SqlLock(
                            SqlStoreOfServer.connections(choice, 1, group),
                            options.externalNats().isPresent(),
                            new SecureEntropy(),
                            ThisServer.description(Clock.systemUTC())),
                    shard);
        }
    }
}
