package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * 64 bits that stand for a guid in memory, in stores and between servers: FNV-1a over its bytes.
 * Stateless. The algorithm must not change, because servers of different versions compare hashes.
 */
public final class GuidHash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private GuidHash() {}

    /** Returns the hash of a guid in a buffer. No allocation. */
    public static long of(ByteBuf buffer, int index, int length) {
        long hash = BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (buffer.getByte(index + i) & 0xff)) * PRIME;
        }
        return hash;
    }

    /** Returns the hash of a guid. */
    public static long of(byte[] guid) {
        long hash = BASIS;
        for (byte each : guid) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return hash;
    }

    /** Returns the hash of a guid. */
    public static long of(String guid) {
        return of(guid.getBytes(StandardCharsets.UTF_8));
    }
}
