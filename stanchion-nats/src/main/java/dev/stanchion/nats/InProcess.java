package dev.stanchion.nats;

/**
 * Messaging with a server from inside its process, without a socket. Safe for use by many threads.
 *
 * <p>In-process subscribers count as subscribers in every respect, but are never cut for being
 * slow: they hold up the publishers instead, see {@link Publisher#pause}.
 */
public interface InProcess {
    /**
     * Subscribes a handler; wildcards are allowed. Messages published after the return reach it.
     *
     * @throws IllegalArgumentException if the subject is not valid
     */
    Registration subscribe(String subject, InProcessHandler handler);

    /**
     * Prepares a subject to publish to, once for many messages.
     *
     * @throws IllegalArgumentException if the subject is not valid or has wildcards
     */
    Destination destination(String subject);

    /**
     * Whether an open <em>connection</em> subscribes to something that matches the subject;
     * in-process subscriptions do not count.
     */
    boolean hasInterest(String subject);
}
