package dev.stanchion.transfer;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import java.util.Comparator;
import java.util.List;

/** Reads a store of Stanchion that no server uses. */
public final class StoreSource implements Source {
    private final CopyTarget opened;
    private final Store store;
    private final Findings findings = new Findings();
    private final CopyShard shard = new CopyShard(SystemClocks.CLOCKS);
    private final RecoveredState state;
    private final List<SourceChannel> channels;

    /**
     * Opens a store as a server does.
     *
     * @param store closed with the source
     */
    public StoreSource(Store store) {
        this(CopyTarget.of(store));
    }

    /**
     * Opens what was the target of a copy, as a server does.
     *
     * @param target closed with the source
     */
    public StoreSource(CopyTarget target) {
        this.opened = target;
        this.store = target.open(shard);
        this.state = store.recover();
        this.channels =
                state.channels().stream()
                        .sorted(Comparator.comparing(RecoveredState.Channel::name))
                        .<SourceChannel>map(Channel::new)
                        .toList();
    }

    /** Returns what the store had when it was opened. */
    RecoveredState state() {
        return state;
    }

    /** Gives the store an identity. */
    void becomes(ServerRecord server) {
        store.initialize(server);
    }

    @Override
    public ServerRecord server() {
        return state.server()
                .orElseThrow(() ->
                        new TransferException(
                                "no server has used the source yet", "Check the name."));
    }

    @Override
    public List<ClientRecord> clients() {
        return state.clients();
    }

    @Override
    public List<SourceChannel> channels() {
        return channels;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    /** The store is locked, so no other server can change it. */
    @Override
    public void requireUnchanged() {}

    @Override
    public void close() {
        opened.close();
    }

    /** A channel, which is opened when it is read. */
    private final class Channel implements SourceChannel, LogListener {
        private final RecoveredState.Channel channel;
        private long lastSequence;
        private long lastTimestampEpochNanos;

        Channel(RecoveredState.Channel channel) {
            this.channel = channel;
        }

        @Override
        public String name() {
            return channel.name();
        }

        /** Only the log knows it, which is not open yet. */
        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public void readMessages(MessageSink sink) {
            Awaited<ChannelStore> opened = new Awaited<>();
            store.openChannel(channel.name(), ChannelLimits.UNLIMITED, shard, this, opened);
            ChannelLog log = opened.on(shard).messages();
            lastSequence = log.lastSequence();
            lastTimestampEpochNanos = log.lastTimestampEpochNanos();
            WholeLog.read(
                    log, shard, sink, lost -> findings.lostMessages(channel.name(), lost, lost));
        }

        @Override
        public long lastSequence() {
            return lastSequence;
        }

        @Override
        public long lastTimestampEpochNanos() {
            return lastTimestampEpochNanos;
        }

        @Override
        public SourceSubscriptions readSubscriptions() {
            long highestId =
                    channel.subscriptions().stream()
                            .mapToLong(each -> each.subscription().id())
                            .max()
                            .orElse(0);
            return new SourceSubscriptions(highestId, channel.subscriptions());
        }

        @Override
        public void onDurable(long sequence) {}

        @Override
        public void onInserted(int count) {}

        @Override
        public void onLost(StoreException why) {}
    }
}
