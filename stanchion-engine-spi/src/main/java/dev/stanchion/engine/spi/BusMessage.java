package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/**
 * A message as it arrived, seen in place. Valid during {@link BusHandler#onMessage} only; the
 * buffer may be retained beyond it, the view may not.
 */
public interface BusMessage {
    /** Returns the buffer that all the indexes below refer to. Its own indexes mean nothing. */
    ByteBuf buffer();

    int subjectIndex();

    int subjectLength();

    int replyIndex();

    /** Returns the length of the reply subject in bytes; 0 means that no answer is expected. */
    int replyLength();

    int payloadIndex();

    int payloadLength();

    /**
     * Returns whether it is no message of a client but the bus's report that a request had no
     * subscriber. It arrives in place of the answer.
     */
    default boolean isNoResponders() {
        return false;
    }

    /** Returns where the message came from. The object may be kept. */
    Origin origin();
}
