package dev.stanchion.engine.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Ascending sequences as text, neighbours as a range: {@code 5 7-1030}. The API tells
 * unacknowledged messages so, and a backup has them so. Pure.
 */
public final class SequenceText {
    /** A subscription cannot have more unacknowledged messages. */
    private static final int MOST = 10_000_000;

    private SequenceText() {}

    /**
     * Reads a text.
     *
     * @throws NumberFormatException if it is none of this form
     */
    public static List<Long> parse(String text) {
        List<Long> sequences = new ArrayList<>();
        for (String range : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int dash = range.indexOf('-');
            long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
            long before = sequences.isEmpty() ? 0 : sequences.getLast();
            if (first <= before || last < first || last - first >= MOST - sequences.size()) {
                throw new NumberFormatException(range);
            }
            for (long each = first; each <= last; each++) {
                sequences.add(each);
            }
        }
        return sequences;
    }

    /** Returns the text of sequences, which ascend. */
    public static String of(Iterable<Long> sequences) {
        StringBuilder text = new StringBuilder();
        long first = 0;
        long last = 0;
        for (long each : sequences) {
            if (first > 0 && each == last + 1) {
                last = each;
                continue;
            }
            append(text, first, last);
            first = each;
            last = each;
        }
        append(text, first, last);
        return text.toString();
    }

    private static void append(StringBuilder text, long first, long last) {
        if (first > 0) {
            text.append(text.isEmpty() ? "" : " ").append(first);
            text.append(last > first ? "-" + last : "");
        }
    }
}
