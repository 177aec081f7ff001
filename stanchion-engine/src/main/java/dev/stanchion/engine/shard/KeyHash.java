package dev.stanchion.engine.shard;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Hashes names, inside a message too. The hash of a channel's name decides which shard owns it. */
public final class KeyHash {
    private KeyHash() {}

    /** Returns the hash of bytes inside a message. No allocation. */
    public static int of(ByteBuf buffer, int index, int length) {
        int hash = 1;
        for (int i = index; i < index + length; i++) {
            hash = 31 * hash + buffer.getByte(i);
        }
        return spread(hash);
    }

    /** Does the same as {@link #of(ByteBuf, int, int)}. */
    public static int of(byte[] key) {
        return spread(Arrays.hashCode(key));
    }

    /** Mixes the bits of a hash, so that the lowest depend on all. */
    public static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
