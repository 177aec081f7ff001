package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.segment.SegmentInfo;
import java.util.List;

/** A channel's log, as those see it that bring its messages to the disk. */
public interface Committing {
    /** Returns the shard that owns the log, and on which all other methods are called. */
    ShardExecutor owner();

    /** Everything up to a sequence is durable to the configured level. */
    void onDurable(long sequence);

    /**
     * All that was appended and is not durable is lost.
     *
     * @param era in which it was committed; nothing if the log has begun another since
     */
    void onLost(int era, StoreException why);

    /**
     * Messages can be read from files.
     *
     * @param changed segments in order, the last one still growing; they take the place of all from
     *     the first of them on
     */
    void onWritten(List<SegmentInfo> changed);
}
