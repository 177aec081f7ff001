package dev.stanchion.store.file;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.file.journal.Journal;
import dev.stanchion.store.file.journal.Position;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.log.SegmentedLog;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a memory store: its log begins when the journal has said where the last run ended.
 * Owned by the channel's shard; released by it, or by anyone once it has stopped.
 */
final class MemoryChannel {
    private final String name;
    private final ChannelLimits limits;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final SegmentSpace space;
    private @Nullable SegmentedLog log;

    MemoryChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            SegmentSpace space) {
        this.name = name;
        this.limits = limits;
        this.owner = owner;
        this.listener = listener;
        this.space = space;
    }

    /** Opens the log, and hands it on, when the journal answers. */
    Outcome<Journal.OpenChannel> whenRemembered(Outcome<ChannelStore> opened) {
        return Outcome.of(
                remembered -> {
                    SegmentedLog opening = openAt(remembered.position());
                    log = opening;
                    opened.succeeded(new ChannelStore(opening, remembered.subscriptions()));
                },
                opened::failed);
    }

    private SegmentedLog openAt(Position position) {
        if (position.equals(Position.NOT_KEPT)) {
            return new SegmentedLog(name, limits, owner, listener, space);
        }
        PositionKeeper keeper = new PositionKeeper(position, listener);
        SegmentedLog opening =
                new SegmentedLog(
                        name,
                        limits,
                        owner,
                        keeper,
                        space,
                        position.lastSequence(),
                        position.lastTimestampEpochNanos());
        keeper.belongsTo(opening);
        return opening;
    }

    /** Gives the memory of all messages back. Idempotent. */
    void release() {
        SegmentedLog open = log;
        if (open != null) {
            open.release();
        }
    }
}
