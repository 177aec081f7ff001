package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;

/**
 * A message in the buffer that it was read into, without a copy.
 *
 * <p>The object is reused: it is valid during the handler's call only. A handler that needs the
 * bytes longer copies them, or retains the buffer and releases it later. Nobody writes to a
 * retained buffer. The buffer's own indexes mean nothing here and must not be moved.
 */
public interface NatsMessage {
    ByteBuf buffer();

    int subjectIndex();

    int subjectLength();

    int replyIndex();

    /** Returns the length of the reply subject, 0 if there is none. */
    int replyLength();

    /** Returns the index of the payload, behind the headers. */
    int payloadIndex();

    int payloadLength();

    /**
     * Returns the ID of the publishing connection, as in its INFO; 0 if the message came in
     * process.
     */
    long connectionId();

    /** Returns the publisher, which can be slowed down. The handler may keep it. */
    Publisher publisher();
}
