package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.nats.message.Publisher;

/**
 * Messaging with a server from inside its process, without a socket. Safe for use by many threads.
 *
 * <p>In-process subscribers count as subscribers in every respect. The server never closes them for
 * being slow; they slow the publishers down instead (see {@link Publisher#pause}).
 */
public interface InProcess {
    /**
     * Subscribes a handler; wildcards are allowed. Messages published after the return reach it.
     *
     * @throws IllegalArgumentException if the subject is not valid
     */
    Registration subscribe(String subject, InProcessHandler handler);

    /**
     * As {@link #subscribe}, and also gets messages that core NATS delivers to nobody: the tokens
     * at the place of {@code >} may be empty, or there may be none. For a subscriber that wants to
     * answer such messages.
     *
     * @throws IllegalArgumentException if the subject is not valid or does not end with {@code >}
     */
    Registration subscribeLeniently(String subject, InProcessHandler handler);

    /**
     * Treats messages on subjects with this prefix as envelopes. {@code max_payload} is then the
     * limit for the content of the envelope.
     *
     * @param bytes how many bytes an envelope may add; it applies to new connections
     */
    void takeEnvelopes(String subjectPrefix, int bytes);

    /**
     * Prepares a subject for publishing many messages.
     *
     * @throws IllegalArgumentException if the subject is not valid or has wildcards
     */
    Destination destination(String subject);

    /**
     * Returns whether an open <em>connection</em> has a subscription that matches the subject.
     * In-process subscriptions do not count.
     */
    boolean hasInterest(String subject);

    /**
     * Watches whether a connection has a subscription that matches the subject. The listener is
     * called once soon, but not within this call. It is called again when the last such
     * subscription ends or a first one begins. If one ends and one begins before the loop could
     * call the listener, the listener gets both calls.
     *
     * <p>The call about the end of a subscription comes after the messages that the connection sent
     * before, if they were handed to this loop when they arrived or by a hook at the end of that
     * turn.
     *
     * <p>A publish costs nothing more. Each subscription that begins or ends costs a table lookup.
     *
     * @throws IllegalArgumentException if the subject is not valid or has wildcards
     */
    Registration watchInterest(String subject, NatsLoop loop, InterestListener listener);
}
