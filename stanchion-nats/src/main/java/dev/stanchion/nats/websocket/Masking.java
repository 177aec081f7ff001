package dev.stanchion.nats.websocket;

import io.netty.buffer.ByteBuf;

/** The masks of clients (RFC 6455, 5.3). Pure. */
final class Masking {
    private Masking() {}

    /**
     * Unmasks all that is readable, in place.
     *
     * @param offset how many bytes of the payload came before
     */
    static void unmask(ByteBuf bytes, int mask, long offset) {
        if (mask == 0) {
            return;
        }
        int turned = Integer.rotateLeft(mask, (int) (offset & 3) * Byte.SIZE);
        long wide = (long) turned << Integer.SIZE | Integer.toUnsignedLong(turned);
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            bytes.setLong(at, bytes.getLong(at) ^ wide);
        }
        for (int shift = Integer.SIZE - Byte.SIZE; at < end; at++, shift -= Byte.SIZE) {
            bytes.setByte(at, bytes.getByte(at) ^ turned >>> (shift & (Integer.SIZE - 1)));
        }
    }
}
