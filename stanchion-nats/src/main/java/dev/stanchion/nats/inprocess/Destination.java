package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.loop.NatsLoop;
import io.netty.buffer.ByteBuf;

/**
 * A subject prepared for publishing: as long as no subscription changes, a publish costs no lookup.
 *
 * <p>All methods but {@link #subject} are called on a loop of the server; any loop will do.
 */
public interface Destination {
    String subject();

    /**
     * Publishes a part of a buffer. The caller keeps its reference. Payloads of 8 KiB and more may
     * be retained instead of copied, so the caller must not change these bytes afterwards.
     *
     * @return whether at least one subscriber got it
     */
    boolean publish(ByteBuf source, int index, int length);

    /** Publishes with the subject to which an answer is to go. */
    boolean publish(ByteBuf source, int index, int length, Destination reply);

    /** Whether more than half of max_pending is queued for some connection that would get it. */
    boolean isCongested();

    /**
     * Runs a task once on a loop as soon as the destination is not congested; at once (but not
     * within this call) if it is not now. A connection that goes away relieves it too.
     */
    void whenRelieved(NatsLoop loop, Runnable task);
}
