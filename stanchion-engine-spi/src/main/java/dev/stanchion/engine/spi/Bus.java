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

    /** Prepares a literal subject for publishing. */
    Destination destination(String subject);

    /**
     * Tells whether anyone might receive what is published on the subject. False is certain; an
     * external bus, which cannot know, always answers true.
     */
    boolean mayHaveInterest(String subject);

    /**
     * Tells on the shard whether anyone might receive what is published on a literal subject: once
     * soon after the call, never within it, and whenever the last receiver goes or a first one
     * comes. If the last goes and another comes before the shard could be told, it is told of both,
     * one right after the other. An absence is told behind all that the receiver's connection had
     * sent before.
     *
     * <p>A bus that cannot know, for which {@link #mayHaveInterest} always answers true, never
     * calls.
     *
     * @return what ends the watch; closed on the shard, no call follows
     */
    Registration watchInterest(String subject, ShardExecutor shard, InterestListener listener);
}
