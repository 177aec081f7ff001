package dev.stanchion.store.file;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskTrouble;
import dev.stanchion.store.file.disk.RealDisk;
import dev.stanchion.store.file.log.DirectMemory;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.work.StoreWorkers;
import dev.stanchion.store.file.work.ThreadedWorkers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory of the file system, which it has to itself.
 *
 * <p>Messages are appended to memory by the shards, made durable together by the commit log, and
 * written to the segments of their channels from there ({@code docs/decisions/0009}). Everything
 * else is in the catalog. No shard ever waits for the disk. Safe for use by many threads.
 */
public final class FileStore implements Store {
    private final Path root;
    private final FileStoreOptions options;
    private final Disk disk;
    private final StoreWorkers workers;
    private final SegmentSpace memory;
    private final ConcurrentMap<String, FileChannel> channels = new ConcurrentHashMap<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile @Nullable RunningStore running;

    /** Prepares a store; {@link #recover} opens it. */
    public FileStore(Path root, FileStoreOptions options) {
        this(root, options, new RealDisk(), new ThreadedWorkers(options.readers()));
    }

    /**
     * As the other, on a disk and with workers of the caller's.
     *
     * @param workers closed with the store
     */
    public FileStore(Path root, FileStoreOptions options, Disk disk, StoreWorkers workers) {
        this(root, options, disk, workers, new DirectMemory());
    }

    /**
     * As the other, in memory of the caller's.
     *
     * @param memory given back when the store is closed
     */
    public FileStore(
            Path root,
            FileStoreOptions options,
            Disk disk,
            StoreWorkers workers,
            SegmentSpace memory) {
        this.root = root;
        this.options = options;
        this.disk = disk;
        this.workers = workers;
        this.memory = memory;
    }

    @Override
    public String type() {
        return "FILE";
    }

    /**
     * Opens the directory.
     *
     * @throws StoreException of kind {@code BUSY} if another server uses it; the text names that
     *     server
     */
    @Override
    public RecoveredState recover() {
        try {
            RunningStore opened = RunningStore.open(root, options, disk, workers, memory);
            running = opened;
            return opened.takeRecovered();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.IO, "open", root.toString(), DiskTrouble.of(root, e), e);
        }
    }

    private RunningStore running() {
        RunningStore current = running;
        if (current == null) {
            throw new IllegalStateException("the store in " + root + " is not open");
        }
        return current;
    }

    @Override
    public void initialize(ServerRecord server) {
        running().catalog().initialize(server);
    }

    @Override
    public ClientLog clients() {
        return new Clients();
    }

    /** Found when it is used, because the engine asks for it before it recovers. */
    private final class Clients implements ClientLog {
        @Override
        public void put(
                dev.stanchion.engine.spi.ClientRecord client,
                ShardExecutor owner,
                Outcome<Outcome.Done> outcome) {
            running().catalog().put(client, owner, outcome);
        }

        @Override
        public void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
            running().catalog().delete(clientId, owner, outcome);
        }
    }

    /** Opens a channel; one that is open already is refused as {@code BUSY} until it is deleted. */
    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        assert owner.isCurrent();
        FileChannel channel = new FileChannel(name, limits, owner, listener, running());
        if (channels.putIfAbsent(name, channel) != null) {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY, "open", name, "the channel is open already"));
            return;
        }
        channel.open(
                Outcome.of(
                        outcome::succeeded,
                        why -> {
                            channels.remove(name, channel);
                            outcome.failed(why);
                        }));
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        FileChannel channel = channels.get(name);
        running()
                .deleteChannel(
                        name,
                        owner,
                        Outcome.of(
                                done -> {
                                    if (channel != null) {
                                        channels.remove(name, channel);
                                        channel.release();
                                    }
                                    outcome.succeeded(done);
                                },
                                outcome::failed));
    }

    /** Makes everything durable and gives all files and memory back; the shards must have ended. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        RunningStore current = running;
        try {
            if (current != null) {
                channels.values().forEach(FileChannel::writeDown);
                current.close();
                channels.values().forEach(FileChannel::release);
                channels.clear();
            }
        } finally {
            workers.close();
        }
    }
}
