package dev.stanchion.store.jetstream.state;

import java.util.ArrayList;
import java.util.List;

/** Writes sequences as ranges, {@code 7-9,12}, and reads them. */
final class Ranges {
    private Ranges() {}

    /** Writes sequences in ascending order. */
    static String write(long[] sequences) {
        StringBuilder text = new StringBuilder();
        long first = 0;
        long last = 0;
        for (long sequence : sequences) {
            if (first > 0 && sequence == last + 1) {
                last = sequence;
                continue;
            }
            if (first > 0) {
                append(text, first, last);
            }
            first = sequence;
            last = sequence;
        }
        if (first > 0) {
            append(text, first, last);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long first, long last) {
        if (!text.isEmpty()) {
            text.append(',');
        }
        text.append(first);
        if (last > first) {
            text.append('-').append(last);
        }
    }

    /**
     * Reads sequences.
     *
     * @throws IllegalArgumentException if the text is not what {@link #write} writes
     */
    static List<Long> read(String text) {
        List<Long> sequences = new ArrayList<>();
        if (text.isEmpty()) {
            return sequences;
        }
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
            if (last - first > MAX_RANGE || last < first) {
                throw new IllegalArgumentException("range of sequences: " + range);
            }
            for (long sequence = first; sequence <= last; sequence++) {
                sequences.add(sequence);
            }
        }
        return sequences;
    }

    /** More than a subscription can have in flight. */
    private static final long MAX_RANGE = 10_000_000;
}
