package dev.stanchion.engine.spi;

/**
 * Where channels, subscriptions and clients are recorded.
 *
 * <p>Every operation may take its time and answers through an {@link Outcome} on the shard that
 * asked; a store in memory answers inline. Operations on different channels never wait for each
 * other.
 */
public interface Store extends AutoCloseable {
    /** Returns the store's name in logs and monitoring: {@code MEMORY}, {@code FILE}. */
    String type();

    /**
     * Reads the state that an earlier run left. Called once, before anything else, on the thread
     * that starts the engine; may block.
     *
     * @throws StoreException if the state cannot be read; the server must not start
     */
    RecoveredState recover();

    /**
     * Records the identity of this server in place of the recorded one. Blocks; called after
     * recover.
     */
    void initialize(ServerRecord server);

    /** Returns where clients are recorded. Used by the shard that owns the client registry only. */
    ClientLog clients();

    /**
     * Opens a channel, which is created if it does not exist.
     *
     * @param owner the shard that will use the channel, and on which all answers come
     * @param listener learns on the owner which messages are durable
     */
    void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome);

    /**
     * Deletes a channel with its messages and subscriptions; its {@link ChannelStore} must not be
     * used afterwards. Once it succeeded the channel never reappears.
     */
    void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome);

    /** Makes everything durable and releases files and memory. Blocks. Idempotent. */
    @Override
    void close();
}
