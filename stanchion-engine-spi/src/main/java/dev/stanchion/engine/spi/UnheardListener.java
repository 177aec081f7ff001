package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/** Learns on the publishing shard which messages had no subscriber. */
@FunctionalInterface
public interface UnheardListener {
    /** Takes a message that was published there. The bytes are valid during the call. */
    void onUnheard(Destination to, ByteBuf source, int index, int length);
}
