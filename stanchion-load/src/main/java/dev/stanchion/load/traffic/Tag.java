package dev.stanchion.load.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of every payload, by which a receiver identifies the message:
 *
 * <pre>
 *  0  8  publisher (2 bytes) and the number of the message among those of the publisher (6 bytes)
 *  8  8  when it was due, in nanoseconds of the driver's clock; 0 without a schedule
 * 16  8  when it was in fact sent; only where there is a schedule
 * </pre>
 */
final class Tag {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NUMBER_BITS = 48;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
    private static final int DUE_OFFSET = 8;
    private static final int BEGUN_OFFSET = 16;

    private Tag() {}

    static void write(ByteBuffer target, int at, int publisher, long number) {
        target.putLong(at, ((long) publisher << NUMBER_BITS) | number);
    }

    static void writeTimes(ByteBuffer target, int at, long due, long begun) {
        target.putLong(at + DUE_OFFSET, due);
        target.putLong(at + BEGUN_OFFSET, begun);
    }

    static int publisher(byte[] bytes, int at) {
        return (int) ((long) LONG.get(bytes, at) >>> NUMBER_BITS);
    }

    static long number(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at) & NUMBER_MASK;
    }

    static long due(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + DUE_OFFSET);
    }

    static long begun(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + BEGUN_OFFSET);
    }
}
