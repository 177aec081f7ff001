package dev.stanchion.simulation;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;

/** A store as it is, but for one thing that a subclass gets wrong. */
abstract class AlteredStore implements Store {
    private final Store store;

    AlteredStore(Store store) {
        this.store = store;
    }

    /** Returns what the engine gets instead of the channel that was opened. */
    abstract ChannelStore alter(ChannelStore opened, LogListener listener);

    /** Returns what is told in the place of the engine's listener. */
    LogListener alter(LogListener listener) {
        return listener;
    }

    @Override
    public String type() {
        return store.type();
    }

    @Override
    public RecoveredState recover() {
        return store.recover();
    }

    @Override
    public void initialize(ServerRecord server) {
        store.initialize(server);
    }

    @Override
    public ClientLog clients() {
        return store.clients();
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        store.openChannel(
                name,
                limits,
                owner,
                alter(listener),
                new Outcome<>() {
                    @Override
                    public void succeeded(ChannelStore opened) {
                        outcome.succeeded(alter(opened, listener));
                    }

                    @Override
                    public void failed(StoreException why) {
                        outcome.failed(why);
                    }
                });
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        store.deleteChannel(name, owner, outcome);
    }

    @Override
    public void close() {
        store.close();
    }

    /** A log as it is. */
    static class SameLog implements ChannelLog {
        final ChannelLog log;

        SameLog(ChannelLog log) {
            this.log = log;
        }

        @Override
        public long firstSequence() {
            return log.firstSequence();
        }

        @Override
        public long lastSequence() {
            return log.lastSequence();
        }

        @Override
        public long messageCount() {
            return log.messageCount();
        }

        @Override
        public long byteCount() {
            return log.byteCount();
        }

        @Override
        public long firstTimestampEpochNanos() {
            return log.firstTimestampEpochNanos();
        }

        @Override
        public long lastTimestampEpochNanos() {
            return log.lastTimestampEpochNanos();
        }

        @Override
        public void append(LogEntry message) {
            log.append(message);
        }

        @Override
        public void skipTo(long nextSequence) {
            log.skipTo(nextSequence);
        }

        @Override
        public void commit() {
            log.commit();
        }

        @Override
        public void read(long fromSequence, int maxMessages, LogReader reader) {
            log.read(fromSequence, maxMessages, reader);
        }

        @Override
        public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
            log.sequenceAt(epochNanos, outcome);
        }

        @Override
        public void removeOlderThan(long epochNanos) {
            log.removeOlderThan(epochNanos);
        }
    }

    /** Subscriptions as they are. */
    static class SameSubscriptions implements SubscriptionLog {
        final SubscriptionLog log;

        SameSubscriptions(SubscriptionLog log) {
            this.log = log;
        }

        @Override
        public long highestId() {
            return log.highestId();
        }

        @Override
        public void put(SubscriptionRecord subscription) {
            log.put(subscription);
        }

        @Override
        public void delete(long id) {
            log.delete(id);
        }

        @Override
        public void delivered(long id, long sequence) {
            log.delivered(id, sequence);
        }

        @Override
        public void acknowledged(long id, long sequence) {
            log.acknowledged(id, sequence);
        }

        @Override
        public void flush(Outcome<Outcome.Done> outcome) {
            log.flush(outcome);
        }
    }
}
