package dev.stanchion.store.jetstream.cluster;

import io.netty.buffer.ByteBuf;

/**
 * A message that a link has received. A view: it is valid during the call that passes it. Indexes
 * are those of {@link #buffer}.
 */
public interface ClusterMessage {
    /** Returns the buffer that contains all parts of the message. */
    ByteBuf buffer();

    int subjectIndex();

    int subjectLength();

    int replyIndex();

    /** Returns 0 if there is no reply subject. */
    int replyLength();

    /** Returns the index of the headers, from {@code NATS/1.0} to the empty line. */
    int headerIndex();

    /** Returns 0 if there are no headers. */
    int headerLength();

    int payloadIndex();

    int payloadLength();

    /**
     * Returns the status in the first line of the headers, for example 503 if nobody listens to a
     * request; 0 if there is none.
     */
    int status();
}
