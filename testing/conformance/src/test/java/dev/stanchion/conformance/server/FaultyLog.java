package dev.stanchion.conformance.server;

import dev.stanchion.conformance.server.StoreFaults.Operation;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingLog;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Another log, which cannot always be read and may have lost messages. */
final class FaultyLog extends ForwardingLog {
    private final String channel;
    private final StoreFaults faults;
    private final ShardExecutor owner;

    FaultyLog(ChannelLog sound, String channel, StoreFaults faults, ShardExecutor owner) {
        super(sound);
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
            log.read(fromSequence, maxMessages, new WithoutLost(reader));
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
}
