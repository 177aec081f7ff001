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
import dev.stanchion.store.file.journal.Journal;
import dev.stanchion.store.file.journal.NoJournal;
import dev.stanchion.store.file.log.DirectMemory;
import dev.stanchion.store.file.log.SegmentSpace;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A store whose messages end with the process. They are outside the Java heap, up to {@code
 * -XX:MaxDirectMemorySize}. A {@link Journal} keeps everything else that outlives the process.
 * Without one, the store answers every call inline. Safe for use by many threads.
 */
public final class MemoryStore implements Store {
    private final SegmentSpace space;
    private final Journal journal;
    private final ConcurrentMap<String, MemoryChannel> channels = new ConcurrentHashMap<>();

    /** Creates an empty store that nothing outlives. */
    public MemoryStore() {
        this(new NoJournal());
    }

    /**
     * Creates a store without messages.
     *
     * @param journal closed with the store
     */
    public MemoryStore(Journal journal) {
        this(new DirectMemory(), journal);
    }

    MemoryStore(SegmentSpace space, Journal journal) {
        this.space = space;
        this.journal = journal;
    }

    @Override
    public String type() {
        return "MEMORY";
    }

    @Override
    public RecoveredState recover() {
        return journal.recover();
    }

    @Override
    public void initialize(ServerRecord server) {
        journal.initialize(server);
    }

    @Override
    public ClientLog clients() {
        return journal.clients();
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
        MemoryChannel channel = new MemoryChannel(name, limits, owner, listener, space);
        if (channels.putIfAbsent(name, channel) == null) {
            journal.openChannel(name, owner, channel.whenRemembered(outcome));
        } else {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY, "open", name, "the channel is open already"));
        }
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        MemoryChannel channel = channels.remove(name);
        if (channel != null) {
            channel.release();
        }
        journal.deleteChannel(name, owner, outcome);
    }

    /** Gives all memory back; the shards must have stopped. */
    @Override
    public void close() {
        channels.values().forEach(MemoryChannel::release);
        channels.clear();
        journal.close();
    }
}
