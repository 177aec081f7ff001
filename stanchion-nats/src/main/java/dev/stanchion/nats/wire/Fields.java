package dev.stanchion.nats.wire;

import java.nio.ByteBuffer;

/** The blank-separated fields of one control line. Confined to its parser. */
final class Fields {
    /** One more than any operation takes; a line with more is wrong however many it has. */
    private static final int KEPT = 5;

    private static final int MAX_DIGITS = 9;

    private final int[] starts = new int[KEPT];
    private final int[] ends = new int[KEPT];
    private int count;

    /**
     * Splits the line that begins at {@code index}.
     *
     * @param carriageReturnIsBlank whether a CR separates fields anywhere, as in SUB and UNSUB;
     *     otherwise only the one before the LF does
     * @return where its LF is; -1 if it is not there yet
     */
    int split(ByteBuffer in, int index, int end, boolean carriageReturnIsBlank) {
        int found = 0;
        boolean inField = false;
        for (int i = index; i < end; i++) {
            byte b = in.get(i);
            if (b > ' ' || !isSeparator(in, b, i, end, carriageReturnIsBlank)) {
                if (!inField) {
                    inField = true;
                    starts[Math.min(found, KEPT - 1)] = i;
                    found++;
                }
            } else {
                if (inField) {
                    inField = false;
                    ends[Math.min(found, KEPT) - 1] = i;
                }
                if (b == '\n') {
                    count = found;
                    return i;
                }
            }
        }
        return -1;
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

    /** The field as a number of one to nine decimal digits; -1 if it is anything else. */
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
