package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.NatsLoop;
import io.netty.buffer.ByteBuf;

/**
 * A subject that is prepared for publishing. As long as no subscription changes, a publish needs no
 * lookup.
 *
 * <p>All methods except {@link #subject} are called on a loop of the server, whichever it is.
 */
public interface Destination {
    String subject();

    /**
     * Publishes a part of a buffer. The caller keeps its reference. Payloads of 8 KiB and more may
     * be retained instead of copied, so the caller must not change these bytes afterwards.
     *
     * @return whether at least one subscriber got the message
     */
    boolean publish(ByteBuf source, int index, int length);

    /** Publishes with a reply subject. */
    boolean publish(ByteBuf source, int index, int length, Destination reply);

    /**
     * Returns whether more than half of max_pending is queued for a connection that would get the
     * message.
     */
    boolean isCongested();

    /**
     * Runs a task once on a loop as soon as the destination is not congested. If it is not
     * congested now, the task runs soon, but not within this call. The end of a congested
     * connection relieves the destination too.
     */
    void whenRelieved(NatsLoop loop, Runnable task);
}
