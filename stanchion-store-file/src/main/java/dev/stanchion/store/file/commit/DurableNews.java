package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.file.work.ShardTasks;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What is durable since one batch was committed, by shard. A batch has at most a few runs of each
 * channel, and the last one says all. The runs themselves go on to the writer, which may release
 * them, so the news hold sequences. Confined to one thread.
 */
final class DurableNews {
    private final IdentityHashMap<ShardExecutor, List<Reached>> byOwner = new IdentityHashMap<>(1);

    private record Reached(Committing log, long sequence) {
        void tell() {
            log.onDurable(sequence);
        }
    }

    private DurableNews() {}

    static DurableNews of(List<Commit> batch) {
        DurableNews news = new DurableNews();
        for (Commit commit : batch) {
            news.byOwner
                    .computeIfAbsent(commit.log().owner(), ignored -> new ArrayList<>())
                    .add(new Reached(commit.log(), commit.run().lastSequence()));
        }
        return news;
    }

    /** Tells each shard by a task. */
    void tellByTasks() {
        byOwner.forEach(
                (owner, reached) -> ShardTasks.tell(owner, () -> reached.forEach(Reached::tell)));
    }

    /** Tells the calling shard at once, and the others by tasks. */
    void tellHere() {
        byOwner.forEach((owner, reached) -> {
            if (owner.isCurrent()) {
                reached.forEach(Reached::tell);
            } else {
                ShardTasks.tell(owner, () -> reached.forEach(Reached::tell));
            }
        });
    }
}
