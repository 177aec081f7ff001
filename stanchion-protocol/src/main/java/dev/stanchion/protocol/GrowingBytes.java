package dev.stanchion.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An array that grows while a message is encoded into it. Confined to its user. */
final class GrowingBytes {
    /** Appends to it. */
    static final WireOutput<GrowingBytes> OUTPUT = new Output();

    private static final int SMALL_MESSAGE = 128;

    private byte[] bytes;
    private int length;

    /** Makes an empty array with room for a small message and so many bytes more. */
    GrowingBytes(int more) {
        bytes = new byte[SMALL_MESSAGE + more];
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }

    private static final class Output implements WireOutput<GrowingBytes> {
        @Override
        public void writeByte(GrowingBytes target, int value) {
            target.reserve(1);
            target.bytes[target.length++] = (byte) value;
        }

        @Override
        public void writeLongLE(GrowingBytes target, long value) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                writeByte(target, (int) (value >>> shift));
            }
        }

        @Override
        public void writeUtf8(GrowingBytes target, String text, int encodedLength) {
            writeBytes(target, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void writeLatin1(GrowingBytes target, String text) {
            writeBytes(target, text.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void writeBytes(GrowingBytes target, byte[] added) {
            target.reserve(added.length);
            System.arraycopy(added, 0, target.bytes, target.length, added.length);
            target.length += added.length;
        }
    }
}
