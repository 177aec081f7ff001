package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;

/**
 * What a store that keeps its messages in memory remembers beyond its process: who was connected,
 * what was subscribed to, how far each channel had come. Never the reason why a client is refused
 * something: a journal that cannot be written any more says so in the log and is kept no longer.
 *
 * <p>Safe for use by many threads.
 */
public interface Journal extends AutoCloseable {
    /** Reads what an earlier run left, as far as it still holds. Called once, first; blocks. */
    RecoveredState recover();

    /** Remembers who the server is. Blocks. */
    void initialize(ServerRecord server);

    /** Clients can reach the server from now on, so time begins to count for them. */
    void clientsMayCome();

    ClientLog clients();

    /** Begins to remember a channel, or goes on with one of an earlier run. */
    void openChannel(String name, ShardExecutor owner, Outcome<OpenChannel> outcome);

    /** Forgets a channel with its subscriptions; an unknown one is a success. */
    void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome);

    /** Remembers all for good; the shards must have stopped. Blocks. Idempotent. */
    @Override
    void close();

    /** What is remembered of one channel. Owned by the channel's shard. */
    record OpenChannel(Position position, SubscriptionLog subscriptions) {}
}
