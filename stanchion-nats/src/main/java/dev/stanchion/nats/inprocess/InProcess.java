package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.message.Publisher;

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
     * As {@link #subscribe}, and takes what core NATS delivers to nobody too: what the subject's
     * {@code >} stands for may have empty tokens, or be empty. For whoever wants to answer that.
     *
     * @throws IllegalArgumentException if the subject is not valid or does not end with {@code >}
     */
    Registration subscribeLeniently(String subject, InProcessHandler handler);

    /**
     * Takes messages on subjects with this beginning in envelopes: {@code max_payload} is then the
     * limit of what is in them.
     *
     * @param bytes what an envelope may add to that; connections that come from now on may
     */
    void takeEnvelopes(String subjectPrefix, int bytes);

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

    /**
     * Follows whether a connection subscribes to something that matches the subject. The listener
     * is called once soon, never within this call, and whenever the last such subscription goes or
     * a first one comes. If one goes and one comes before the loop could be told, both are told.
     *
     * <p>That a connection's subscription went is told behind the messages that the connection had
     * sent before: where they were handed to this loop when they arrived, or by a hook at the end
     * of that turn.
     *
     * <p>Costs nothing when messages are published, and as much as a look into a table for each
     * subscription that comes or goes.
     *
     * @throws IllegalArgumentException if the subject is not valid or has wildcards
     */
    Registration watchInterest(String subject, NatsLoop loop, InterestListener listener);
}
