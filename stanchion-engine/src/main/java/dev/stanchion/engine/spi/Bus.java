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
}
