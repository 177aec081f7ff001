package dev.stanchion.conformance.server;

import dev.stanchion.conformance.server.StoreFaults.Operation;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Another log, which cannot always be read and may have lost messages. */
final class FaultyLog implements ChannelLog {
    private final ChannelLog sound;
    private final String channel;
    private final StoreFaults faults;
    private final ShardExecutor owner;

    FaultyLog(ChannelLog sound, String channel, StoreFaults faults, ShardExecutor owner) {
        this.sound = sound;
        this.channel = channel;
        this.faults = faults;
        this.owner = owner;
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        Optional<StoreException> failure = faults.failure(Operation.READ, channel);
        if (failure.isPresent()) {
            owner.execute(() -> reader.onUnreadable(fromSequence, failure.get()));
        } else {
            sound.read(fromSequence, maxMessages, new WithoutLost(reader));
        }
    }

    private final class WithoutLost implements LogReader {
        private final LogReader reader;

        WithoutLost(LogReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            return faults.isLost(sequence)
                    || reader.onMessage(sequence, timestampEpochNanos, buffer, index, length);
        }

        @Override
        public void onEnd(long nextSequence) {
            reader.onEnd(nextSequence);
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            reader.onUnreadable(sequence, why);
        }
    }

    @Override
    public long firstSequence() {
        return sound.firstSequence();
    }

    @Override
    public long lastSequence() {
        return sound.lastSequence();
    }

    @Override
    public long messageCount() {
        return sound.messageCount();
    }

    @Override
    public long byteCount() {
        return sound.byteCount();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return sound.firstTimestampEpochNanos();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return sound.lastTimestampEpochNanos();
    }

    @Override
    public void append(LogEntry message) {
        sound.append(message);
    }

    @Override
    public void skipTo(long nextSequence) {
        sound.skipTo(nextSequence);
    }

    @Override
    public void commit() {
        sound.commit();
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        sound.sequenceAt(epochNanos, outcome);
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        sound.removeOlderThan(epochNanos);
    }
}
