package dev.stanchion.store.file;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.journal.Position;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far a log has come before anyone hears of it: no sequence that was acknowledged or
 * delivered is given out a second time. Once for each batch. Owned by the channel's shard.
 */
final class PositionKeeper implements LogListener {
    private final Position position;
    private final LogListener listener;
    private @Nullable ChannelLog log;

    PositionKeeper(Position position, LogListener listener) {
        this.position = position;
        this.listener = listener;
    }

    /** The log whose listener this is. */
    void belongsTo(ChannelLog itsLog) {
        log = itsLog;
    }

    @Override
    public void onDurable(long sequence) {
        ChannelLog current = log;
        if (current != null) {
            position.advance(sequence, current.lastTimestampEpochNanos());
        }
        listener.onDurable(sequence);
    }

    @Override
    public void onInserted(int count) {
        listener.onInserted(count);
    }

    @Override
    public void onStoredByOther(long sequence, long storedAt) {
        listener.onStoredByOther(sequence, storedAt);
    }

    @Override
    public void onLost(StoreException why) {
        listener.onLost(why);
    }
}
