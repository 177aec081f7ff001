package dev.stanchion.load.ceiling;

import io.netty.buffer.ByteBuf;

/** Where the messages of one subject go. */
@FunctionalInterface
interface Route {
    Route NOWHERE = (source, index, length) -> {};

    /** Takes a message; the bytes are valid during the call only. */
    void take(ByteBuf source, int index, int length);
}
