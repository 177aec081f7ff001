package dev.stanchion.crash;

import dev.stanchion.crash.scenario.SharedServer;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.work.StoreWorkers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file store of a group that shares its directory: each start takes over. */
final class SharedStoreUnderTest implements StoreUnderTest {
    private final FileStoreUnderTest plain = new FileStoreUnderTest();

    @Override
    public Store open(Disk disk, StoreWorkers workers, SegmentSpace memory, Tuning tuning) {
        return new TakingOver(
                new SharedServer(disk, workers, FileStoreUnderTest.options(tuning)), workers);
    }

    @Override
    public List<String> damages(Disk disk) {
        return plain.damages(disk);
    }

    /** Other machines do not see mapped files. */
    @Override
    public boolean recordsDeliveries() {
        return false;
    }

    /** An epoch keeps its name. */
    @Override
    public boolean keeps(Path file) {
        return file.endsWith("term");
    }

    /** Takes over when it is opened, which reads and writes the disk. */
    private static final class TakingOver implements Store {
        private final SharedServer server;
        private final StoreWorkers workers;
        private @Nullable Store store;

        private TakingOver(SharedServer server, StoreWorkers workers) {
            this.server = server;
            this.workers = workers;
        }

        private Store store() {
            return Objects.requireNonNull(store);
        }

        @Override
        public String type() {
            return "FILE";
        }

        @Override
        public RecoveredState recover() {
            Store taken = server.claim();
            store = taken;
            return taken.recover();
        }

        @Override
        public void initialize(ServerRecord record) {
            store().initialize(record);
        }

        @Override
        public ClientLog clients() {
            return new ClientLog() {
                @Override
                public void put(
                        ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
                    store().clients().put(client, owner, outcome);
                }

                @Override
                public void delete(
                        String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
                    store().clients().delete(clientId, owner, outcome);
                }
            };
        }

        @Override
        public void openChannel(
                String name,
                ChannelLimits limits,
                ShardExecutor owner,
                LogListener listener,
                Outcome<ChannelStore> outcome) {
            store().openChannel(name, limits, owner, listener, outcome);
        }

        @Override
        public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            store().deleteChannel(name, owner, outcome);
        }

        @Override
        public void close() {
            Store taken = store;
            if (taken == null) {
                workers.close();
            } else {
                server.tidyUp();
                taken.close();
            }
        }
    }
}
