package dev.stanchion.test.store;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The messages of one channel, seen and disturbed. Owned by the channel's shard. */
final class WatchedLog implements ChannelLog {
    private final ChannelLog log;
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
        this.log = log;
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
    public long countFrom(long sequence) {
        return log.countFrom(sequence);
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
    public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
        return log.isKnown(buffer, guidIndex, guidLength);
    }

    @Override
    public boolean isRepeated(Origin origin, ByteBuf buffer, int guidIndex, int guidLength) {
        return log.isRepeated(origin, buffer, guidIndex, guidLength);
    }

    @Override
    public void acknowledged(long sequence, ByteBuf buffer, int index, int length) {
        log.acknowledged(sequence, buffer, index, length);
    }

    @Override
    public void guidHashesBehind(long sequence, Outcome<long[]> outcome) {
        log.guidHashesBehind(sequence, outcome);
    }

    @Override
    public void skipTo(long nextSequence) {
        log.skipTo(nextSequence);
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

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        log.removeUpTo(sequence, outcome);
    }
}
