package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/** Hears what reached nobody, on the shard that published it. */
@FunctionalInterface
public interface UnheardListener {
    /** Takes what was published there. The bytes are valid during the call. */
    void onUnheard(Destination to, ByteBuf source, int index, int length);
}
