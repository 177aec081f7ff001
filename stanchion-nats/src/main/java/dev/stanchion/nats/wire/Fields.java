package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;

/** The blank-separated fields of one control line. Confined to its parser. */
final class Fields {
    /** One more than any operation takes. A line with so many fields is wrong. */
    private static final int KEPT = 5;

    private static final int MAX_DIGITS = 9;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = ~TOP_BITS;
    private static final long ABOVE_BLANK = 0x5F5F_5F5F_5F5F_5F5FL;

    private final int[] starts = new int[KEPT];
    private final int[] ends = new int[KEPT];
    private int count;

    /**
     * Splits the line that begins at {@code index}.
     *
     * @param carriageReturnIsBlank whether a CR separates fields anywhere, as in SUB and UNSUB;
     *     otherwise only the one before the LF does
     * @return the index of the LF; -1 if it has not come yet
     */
    int split(ByteBuffer in, int index, int end, boolean carriageReturnIsBlank) {
        int found = 0;
        int start = index;
        int at = indexOfLow(in, index, end);
        while (at < end) {
            byte b = in.get(at);
            if (isSeparator(in, b, at, end, carriageReturnIsBlank)) {
                if (at > start) {
                    int field = Math.min(found, KEPT - 1);
                    starts[field] = start;
                    ends[field] = at;
                    found++;
                }
                if (b == '\n') {
                    count = found;
                    return at;
                }
                start = at + 1;
            }
            at = indexOfLow(in, at + 1, end);
        }
        return -1;
    }

    /**
     * Returns the index of the next blank or control character; {@code end} if there is none. It
     * checks eight bytes at a time: a byte without its top bit, plus 0x5F, has its top bit set if
     * it was above 0x20, and no carry goes into the next byte.
     */
    private static int indexOfLow(ByteBuffer in, int index, int end) {
        int at = index;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long bytes = in.getLong(at);
            long low = ~(((bytes & LOW_BITS) + ABOVE_BLANK) | bytes) & TOP_BITS;
            if (low != 0) {
                return at + (Long.numberOfLeadingZeros(low) >>> 3);
            }
        }
        while (at < end && (in.get(at) > ' ' || in.get(at) < 0)) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(
            ByteBuffer in, byte b, int index, int end, boolean carriageReturnIsBlank) {
        return switch (b) {
            case ' ', '\t', '\n' -> true;
            case '\r' -> carriageReturnIsBlank || (index + 1 < end && in.get(index + 1) == '\n');
            default -> false;
        };
    }

    int count() {
        return count;
    }

    int start(int field) {
        return starts[field];
    }

    int length(int field) {
        return ends[field] - starts[field];
    }

    byte[] copy(ByteBuffer in, int field) {
        byte[] copy = new byte[length(field)];
        in.get(starts[field], copy);
        return copy;
    }

    /** Returns the field as a number of one to nine decimal digits; -1 if it is anything else. */
    int number(ByteBuffer in, int field) {
        int length = length(field);
        if (length < 1 || length > MAX_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = starts[field]; i < ends[field]; i++) {
            int digit = in.get(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
