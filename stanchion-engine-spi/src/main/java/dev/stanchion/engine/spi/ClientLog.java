package dev.stanchion.engine.spi;

/** The registered clients. Owned by the shard that owns the client registry. */
public interface ClientLog {
    /** Records a client, replacing one of the same ID; succeeded means durable. */
    void put(ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome);

    /** Forgets a client; an unknown one is a success. */
    void delete(String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome);

    /** Returns whether it matters if anyone listens on the heartbeat inboxes of clients. */
    default boolean followsPresence() {
        return false;
    }

    /**
     * A client's heartbeat inbox has got or lost its subscriber, or the state is known for the
     * first time. Never called if the bus cannot know it.
     */
    default void present(String clientId, boolean isPresent) {}
}
