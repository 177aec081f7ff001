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
import dev.stanchion.store.file.log.DirectMemory;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.log.SegmentedLog;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A store that forgets everything when the process ends. Messages are kept outside the Java heap,
 * up to {@code -XX:MaxDirectMemorySize}; everything is answered inline. Safe for use by many
 * threads.
 */
public final class MemoryStore implements Store {
    private final SegmentSpace space;
    private final ClientLog clients = new MemoryClientLog();
    private final ConcurrentMap<String, SegmentedLog> channels = new ConcurrentHashMap<>();

    /** Creates an empty store. */
    public MemoryStore() {
        this(new DirectMemory());
    }

    MemoryStore(SegmentSpace space) {
        this.space = space;
    }

    @Override
    public String type() {
        return "MEMORY";
    }

    @Override
    public RecoveredState recover() {
        return RecoveredState.NOTHING;
    }

    /** Does nothing: the record would be read by a later run, which there is none of. */
    @Override
    public void initialize(ServerRecord server) {}

    @Override
    public ClientLog clients() {
        return clients;
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
        SegmentedLog log = new SegmentedLog(name, limits, owner, listener, space);
        if (channels.putIfAbsent(name, log) == null) {
            outcome.succeeded(new ChannelStore(log, new MemorySubscriptionLog()));
        } else {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY, "open", name, "the channel is open already"));
        }
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        SegmentedLog log = channels.remove(name);
        if (log != null) {
            log.release();
        }
        outcome.succeeded(Outcome.Done.DONE);
    }

    /** Gives all memory back; the shards must have stopped. */
    @Override
    public void close() {
        channels.values().forEach(SegmentedLog::release);
        channels.clear();
    }
}
