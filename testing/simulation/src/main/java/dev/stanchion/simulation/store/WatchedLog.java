package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Any channel's log, seen by a {@link StoreTap}. */
final class WatchedLog extends ForwardingLog {
    private final String channel;
    private final StoreTap tap;

    WatchedLog(String channel, ChannelLog log, StoreTap tap) {
        super(log);
        this.channel = channel;
        this.tap = tap;
    }

    @Override
    public void append(LogEntry message) {
        WatchedEntry entry = new WatchedEntry(message);
        log.append(entry);
        tap.onAppended(channel, log.lastSequence(), entry.written, log.firstSequence());
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        log.read(fromSequence, maxMessages, new WatchedReader(channel, reader, tap));
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        log.removeOlderThan(epochNanos);
        tap.onRemoved(channel, log.firstSequence());
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        log.removeUpTo(
                sequence,
                Outcome.of(
                        done -> {
                            tap.onRemoved(channel, log.firstSequence());
                            outcome.succeeded(done);
                        },
                        outcome::failed));
        tap.onRemoved(channel, log.firstSequence());
    }

    private static final class WatchedEntry implements LogEntry {
        private final LogEntry entry;
        private byte[] written = {};

        WatchedEntry(LogEntry entry) {
            this.entry = entry;
        }

        @Override
        public long sequence() {
            return entry.sequence();
        }

        @Override
        public long timestampEpochNanos() {
            return entry.timestampEpochNanos();
        }

        @Override
        public int encodedLength() {
            return entry.encodedLength();
        }

        @Override
        public void writeTo(ByteBuf target) {
            int begin = target.writerIndex();
            entry.writeTo(target);
            written = ByteBufUtil.getBytes(target, begin, target.writerIndex() - begin);
        }

        @Override
        public String guid() {
            return entry.guid();
        }

        @Override
        public long guidHash() {
            return entry.guidHash();
        }

        @Override
        public String publisher() {
            return entry.publisher();
        }
    }

    /** Equal to another if it watches the same reader: a store may hold on to readers by that. */
    private record WatchedReader(String channel, LogReader reader, StoreTap tap)
            implements LogReader {
        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            tap.onRead(channel, sequence);
            return reader.onMessage(sequence, timestampEpochNanos, buffer, index, length);
        }

        @Override
        public void onEnd(long nextSequence) {
            reader.onEnd(nextSequence);
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            tap.onUnreadable(channel, sequence, why.kind() == StoreException.Kind.CORRUPT);
            reader.onUnreadable(sequence, why);
        }
    }
}
