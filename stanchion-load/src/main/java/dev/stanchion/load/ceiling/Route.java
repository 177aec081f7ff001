package dev.stanchion.load.ceiling;

import io.netty.buffer.ByteBuf;

/** The destination of the messages of one subject. */
@FunctionalInterface
interface Route {
    Route NOWHERE = (source, index, length) -> {};

    /** Receives a message. The bytes are valid only during the call. */
    void take(ByteBuf source, int index, int length);
}
