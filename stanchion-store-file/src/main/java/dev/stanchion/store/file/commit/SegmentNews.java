package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.file.segment.SegmentInfo;
import dev.stanchion.store.file.work.ShardTasks;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The news for the channels' logs about their segments. It is gathered, so that each shard gets one
 * task for all of its channels. Owned by the store's writer.
 */
final class SegmentNews {
    private final IdentityHashMap<ShardExecutor, List<Runnable>> tasks = new IdentityHashMap<>();

    /**
     * A log is to be told.
     *
     * @param changed its segments that have changed; nothing is told if there are none
     */
    void add(Committing log, List<SegmentInfo> changed) {
        if (!changed.isEmpty()) {
            tasks.computeIfAbsent(log.owner(), ignored -> new ArrayList<>())
                    .add(() -> log.onWritten(changed));
        }
    }

    /** Sends all gathered news. */
    void tell() {
        tasks.forEach((owner, all) -> ShardTasks.tell(owner, () -> all.forEach(Runnable::run)));
        tasks.clear();
    }

    /** Stops, because the logs are closed. */
    void drop() {
        tasks.clear();
    }
}
