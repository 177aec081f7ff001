package dev.stanchion.store.sql.subscription;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Collection;
import java.util.function.LongConsumer;

/**
 * Reads and writes sequences in the format of {@code SubsPending}: {@code [3,4,5]}, in any order.
 * Pure.
 */
public final class SequenceList {
    private static final int DIGITS = 8;

    private SequenceList() {}

    static byte[] encode(Collection<Long> sequences) {
        StringBuilder text = new StringBuilder(2 + sequences.size() * DIGITS);
        text.append('[');
        for (long sequence : sequences) {
            if (text.length() > 1) {
                text.append(',');
            }
            text.append(Long.toUnsignedString(sequence));
        }
        return text.append(']').toString().getBytes(US_ASCII);
    }

    /**
     * Reads a list.
     *
     * @throws NumberFormatException if the text is not such a list
     */
    public static void decode(byte[] text, LongConsumer sequences) {
        String list = new String(text, US_ASCII).strip();
        if (list.equals("null")) {
            return; // Go writes an empty list like this
        }
        if (!list.startsWith("[") || !list.endsWith("]")) {
            throw new NumberFormatException("no list of sequences: " + shortened(list));
        }
        String inside = list.substring(1, list.length() - 1).strip();
        if (!inside.isEmpty()) {
            for (String each : inside.split(",", -1)) {
                sequences.accept(Long.parseUnsignedLong(each.strip()));
            }
        }
    }

    private static String shortened(String text) {
        int most = 40;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
