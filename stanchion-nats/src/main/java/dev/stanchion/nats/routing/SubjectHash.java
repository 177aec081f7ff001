package dev.stanchion.nats.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Hashes subjects eight bytes at a time, the same in an array and in a big-endian buffer.
 *
 * <p>Each server has another seed, so that no client can prepare colliding subjects. Immutable.
 */
public final class SubjectHash {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long seed;

    public SubjectHash(long seed) {
        this.seed = seed;
    }

    int of(byte[] bytes, int from, int length) {
        long hash = seed ^ length;
        int at = from;
        int end = from + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
        }
        return finish(mix(hash, rest));
    }

    /** Returns the hash of a subject in a buffer. */
    public int of(ByteBuffer bytes, int from, int length) {
        long hash = seed ^ length;
        int at = from;
        int end = from + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash, bytes.getLong(at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (bytes.get(at) & 0xff);
        }
        return finish(mix(hash, rest));
    }

    private static long mix(long hash, long word) {
        long mixed = (hash ^ word) * MULTIPLIER;
        return mixed ^ mixed >>> 32;
    }

    private static int finish(long hash) {
        long mixed = hash * MULTIPLIER;
        return (int) (mixed >>> 32);
    }

    /** Returns whether the subject in the buffer is this one. */
    public static boolean isEqual(byte[] key, ByteBuffer bytes, int from, int length) {
        if (key.length != length) {
            return false;
        }
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            if ((long) LONGS.get(key, i) != bytes.getLong(from + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (key[i] != bytes.get(from + i)) {
                return false;
            }
        }
        return true;
    }
}
