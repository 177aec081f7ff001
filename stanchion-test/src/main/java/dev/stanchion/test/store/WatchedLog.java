package dev.stanchion.test.store;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import org.jspecify.annotations.Nullable;

/** The messages of one channel, seen and disturbed. Owned by the channel's shard. */
final class WatchedLog extends ForwardingLog {
    private final String channel;
    private final ShardExecutor owner;
    private final StoreFaults faults;
    private final EventLog events;
    private final Runnable storeNow = this::storeNow;
    private @Nullable Timer slowSync;

    WatchedLog(
            ChannelLog log,
            String channel,
            ShardExecutor owner,
            StoreFaults faults,
            EventLog events) {
        super(log);
        this.channel = channel;
        this.owner = owner;
        this.faults = faults;
        this.events = events;
    }

    @Override
    public void append(LogEntry message) {
        faults.check(channel);
        log.append(message);
        String publisher = message.publisher();
        events.add(
                Kind.PUBLISHED,
                publisher,
                channel,
                message.sequence(),
                "published #%d to %s%s"
                        .formatted(
                                message.sequence(),
                                channel,
                                publisher.isEmpty() ? "" : " by " + publisher));
    }

    @Override
    public void commit() {
        if (slowSync != null) {
            return; // what waits for it includes this
        }
        long syncNanos = faults.syncNanos();
        if (syncNanos == 0) {
            log.commit();
            return;
        }
        faults.waits(storeNow);
        slowSync =
                owner.schedule(
                        syncNanos,
                        () -> {
                            faults.waitsNoMore(storeNow);
                            synced();
                        });
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        long readNanos = faults.readNanos();
        if (readNanos == 0) {
            log.read(fromSequence, maxMessages, reader);
            return;
        }
        new SlowRead(fromSequence, maxMessages, reader).begin(readNanos);
    }

    /** A read that waits for its time, or for the end of the faults. */
    private final class SlowRead implements Runnable {
        private final long fromSequence;
        private final int maxMessages;
        private final LogReader reader;
        private @Nullable Timer timer;

        SlowRead(long fromSequence, int maxMessages, LogReader reader) {
            this.fromSequence = fromSequence;
            this.maxMessages = maxMessages;
            this.reader = reader;
        }

        void begin(long nanos) {
            faults.waits(this);
            timer = owner.schedule(nanos, this::read);
        }

        /** The faults have ended. Any thread. */
        @Override
        public void run() {
            owner.execute(this::read);
        }

        private void read() {
            Timer waited = timer;
            if (waited != null) {
                timer = null;
                waited.cancel();
                faults.waitsNoMore(this);
                log.read(fromSequence, maxMessages, reader);
            }
        }
    }

    /** The fault has ended. Any thread. */
    private void storeNow() {
        owner.execute(this::synced);
    }

    private void synced() {
        if (slowSync != null) {
            slowSync.cancel();
            slowSync = null;
            log.commit();
        }
    }
}
