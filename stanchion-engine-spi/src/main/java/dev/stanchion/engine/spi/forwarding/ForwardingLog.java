package dev.stanchion.engine.spi.forwarding;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.engine.spi.Outcome;
import io.netty.buffer.ByteBuf;

/**
 * A log that forwards every call. A subclass overrides what it changes. As safe for threads as the
 * other log.
 */
public abstract class ForwardingLog implements ChannelLog {
    protected final ChannelLog log;

    protected ForwardingLog(ChannelLog log) {
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

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        log.removeUpTo(sequence, outcome);
    }
}
