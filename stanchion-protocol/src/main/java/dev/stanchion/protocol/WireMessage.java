package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/** A message that can be encoded. Default values are left out, as proto3 defines it. */
public interface WireMessage {
    /** Appends the encoded message. */
    <T> void encode(WireOutput<T> output, T target);

    /** Appends the encoded message. */
    default void encodeTo(ByteBuf target) {
        encode(NettyOutput.INSTANCE, target);
    }

    /** Returns the encoded message. Works without Netty. */
    default byte[] toBytes() {
        GrowingBytes target = new GrowingBytes(0);
        encode(GrowingBytes.OUTPUT, target);
        return target.toArray();
    }
}
