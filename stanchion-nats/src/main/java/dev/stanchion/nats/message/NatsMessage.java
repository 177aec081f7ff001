package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;

/**
 * A message where it lies in the buffer it was read into: no byte has been copied.
 *
 * <p>A view that is reused: all of it is valid during the handler's call only. Who needs the bytes
 * longer copies them, or retains the buffer and releases it later; the buffer is never written to
 * while it is retained. The buffer's own indexes mean nothing here and must not be moved.
 */
public interface NatsMessage {
    ByteBuf buffer();

    int subjectIndex();

    int subjectLength();

    int replyIndex();

    /** The length of the reply subject, 0 if there is none. */
    int replyLength();

    /** Where the payload begins; headers are before it and do not count. */
    int payloadIndex();

    int payloadLength();

    /** The connection that published it, as in the INFO it got; 0 if it came in process. */
    long connectionId();

    /** The means to slow its publisher down; may be kept. */
    Publisher publisher();
}
