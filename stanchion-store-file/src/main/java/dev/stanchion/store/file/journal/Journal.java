package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;

/**
 * The records of a memory store that outlive its process: the connected clients, the subscriptions,
 * and the progress of each channel. No client is refused because of the journal: if it cannot be
 * written any more, that is logged, and it is no longer kept.
 *
 * <p>Safe for use by many threads.
 */
public interface Journal extends AutoCloseable {
    /**
     * Reads the records of an earlier run, as far as they still hold. Called once, first; blocks.
     */
    RecoveredState recover();

    /** Records the identity of the server. Blocks. */
    void initialize(ServerRecord server);

    /** Clients can reach the server from now on, so time begins to count for them. */
    void clientsMayCome();

    ClientLog clients();

    /** Begins to record a channel, or continues one of an earlier run. */
    void openChannel(String name, ShardExecutor owner, Outcome<OpenChannel> outcome);

    /** Forgets a channel with its subscriptions; an unknown one is a success. */
    void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome);

    /** Remembers all for good; the shards must have stopped. Blocks. Idempotent. */
    @Override
    void close();

    /** The records of one channel. Owned by the channel's shard. */
    record OpenChannel(Position position, SubscriptionLog subscriptions) {}
}
