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
     * Returns a new subject that nobody can guess. To subscribe to it costs the bus little: what is
     * told to others about it may take any way to them, and their answers reach the handler.
     */
    default String newInbox(Entropy entropy) {
        return "_INBOX." + entropy.token(22);
    }

    /** Prepares a literal subject for publishing. */
    Destination destination(String subject);

    /**
     * Returns whether anyone might receive what is published on the subject. False is certain; a
     * bus that has to ask others answers true until it knows.
     */
    boolean mayHaveInterest(String subject);

    /**
     * Tells on the shard whether anyone might receive what is published on a literal subject: once
     * soon after the call, never within it, and whenever the last receiver goes or a first one
     * comes. If the last goes and another comes before the shard could be told, it is told of both,
     * one right after the other. An absence is told behind all that the receiver's connection had
     * sent before.
     *
     * <p>A bus that has to ask others may learn late of both, and misses what is over before it
     * asks. It tells {@link InterestListener#onLost} what had been published meanwhile.
     *
     * @return what ends the watch; closed on the shard, no call follows
     */
    Registration watchInterest(String subject, ShardExecutor shard, InterestListener listener);

    /**
     * Has a shard told of what it published without a mark, and of which the bus learned later that
     * certainly nobody got it, or cannot learn any more whether somebody did. A bus that knows at
     * once never calls.
     */
    default void tellUnheard(ShardExecutor shard, UnheardListener listener) {}
}
