package dev.stanchion.nats.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** The masks of clients (RFC 6455, 5.3). Pure. */
final class Masking {
    private Masking() {}

    /**
     * Unmasks the readable bytes in place. It uses one view, because single accesses to a buffer
     * are slow.
     *
     * @param offset the number of earlier bytes of the payload
     */
    static void unmask(ByteBuf bytes, int mask, long offset) {
        if (mask == 0) {
            return;
        }
        int turned = Integer.rotateLeft(mask, (int) (offset & 3) * Byte.SIZE);
        long wide = (long) turned << Integer.SIZE | Integer.toUnsignedLong(turned);
        ByteBuffer view = bytes.nioBuffer();
        int at = 0;
        int end = view.limit();
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            view.putLong(at, view.getLong(at) ^ wide);
        }
        for (int shift = Integer.SIZE - Byte.SIZE; at < end; at++, shift -= Byte.SIZE) {
            view.put(at, (byte) (view.get(at) ^ turned >>> (shift & (Integer.SIZE - 1))));
        }
    }
}
