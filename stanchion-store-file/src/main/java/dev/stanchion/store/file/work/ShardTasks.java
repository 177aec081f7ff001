package dev.stanchion.store.file.work;

import dev.stanchion.engine.spi.ShardExecutor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tasks to shards, from the threads of a store. Stateless. */
public final class ShardTasks {
    private static final Logger LOG = LoggerFactory.getLogger(ShardTasks.class);

    private ShardTasks() {}

    /**
     * Lets a shard run a task. If the shard has ended, the task is dropped, because no caller waits
     * for it any more.
     */
    public static void tell(ShardExecutor owner, Runnable task) {
        try {
            owner.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("Shard {} has ended before the store", owner.index());
        }
    }
}
