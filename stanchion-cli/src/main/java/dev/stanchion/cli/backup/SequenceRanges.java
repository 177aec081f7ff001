package dev.stanchion.cli.backup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Ascending sequences as text, as the server writes them: {@code 5 7-1030}. Pure. */
final class SequenceRanges {
    /** A subscription cannot have more unacknowledged messages. */
    private static final int MOST = 10_000_000;

    private SequenceRanges() {}

    /**
     * Reads a text.
     *
     * @throws NumberFormatException if it is none of this form
     */
    static List<Long> parse(String text) {
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

    /** Returns the text of sequences. */
    static String of(Collection<Long> sequences) {
        StringBuilder text = new StringBuilder();
        long first = 0;
        long last = 0;
        for (long each : new TreeSet<>(sequences)) {
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
