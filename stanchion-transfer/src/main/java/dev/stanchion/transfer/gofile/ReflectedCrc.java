package dev.stanchion.transfer.gofile;

import java.util.zip.Checksum;

/** A CRC-32 with any polynomial. It computes what {@link java.util.zip.CRC32} does with its own. */
final class ReflectedCrc implements Checksum {
    private static final int BYTE_MASK = 0xFF;

    private final int[] table = new int[BYTE_MASK + 1];
    private int remainder;

    ReflectedCrc(int polynomial) {
        for (int each = 0; each < table.length; each++) {
            int value = each;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : polynomial);
            }
            table[each] = value;
        }
        reset();
    }

    @Override
    public void update(int each) {
        remainder = (remainder >>> Byte.SIZE) ^ table[(remainder ^ each) & BYTE_MASK];
    }

    @Override
    public void update(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return Integer.toUnsignedLong(~remainder);
    }

    @Override
    public void reset() {
        remainder = ~0;
    }
}
