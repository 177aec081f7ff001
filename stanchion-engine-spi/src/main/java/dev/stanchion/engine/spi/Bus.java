package dev.stanchion.engine.spi;

/**
 * Core NATS messaging as the engine needs it: the embedded router, or a connection to an external
 * cluster. Safe for use by many threads.
 */
public interface Bus {
    /**
     * Hands every message on the subject (wildcards allowed) to the handler. Effective on return:
     * whatever is published afterwards reaches the handler.
     */
    Registration subscribe(String subject, BusHandler handler);

    /**
     * Returns a new subject that no client can guess. A subscription to it costs the bus little.
     * Messages about the subject may take any way to clients, and their answers reach the handler.
     */
    default String newInbox(Entropy entropy) {
        return "_INBOX." + entropy.token(22);
    }

    /** Prepares a literal subject for publishing. */
    Destination destination(String subject);

    /**
     * Returns whether a message on the subject may have a receiver. False is certain. A bus that
     * must ask other servers returns true until it knows.
     */
    boolean mayHaveInterest(String subject);

    /**
     * Reports on the shard whether messages on a literal subject may have a receiver. It reports
     * once soon after the call, never within it, and whenever the last receiver leaves or a first
     * one comes. If the last one leaves and another comes before the report, it reports both, one
     * right after the other. It reports an absence after all messages that the receiver's
     * connection had sent before.
     *
     * <p>A bus that must ask other servers may learn late of both, and misses changes that are over
     * before it asks. It reports to {@link InterestListener#onLost} the messages that had been
     * published meanwhile.
     *
     * @return the registration to close; if it is closed on the shard, no call follows
     */
    Registration watchInterest(String subject, ShardExecutor shard, InterestListener listener);

    /**
     * Reports to a shard the messages that it published without a mark, if the bus learns later
     * that certainly no subscriber got them, or cannot learn any more whether one did. A bus that
     * knows at once never calls.
     */
    default void tellUnheard(ShardExecutor shard, UnheardListener listener) {}

    /**
     * Tells, within the call, of subjects on which connections of this shard have published since
     * the last call and that nobody was subscribed to. It is a sample with a bound, so that a
     * publish costs nothing more. A bus that does not see every publish never calls. Only on the
     * shard.
     */
    default void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {}
}
