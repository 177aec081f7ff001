package dev.stanchion.server.api;

import java.util.List;

/** Writes ascending sequences as text: {@code 5 7-1030}. Pure. */
final class Ranges {
    private Ranges() {}

    static String of(List<Long> sequences) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < sequences.size()) {
            long first = sequences.get(i);
            long last = first;
            while (i + 1 < sequences.size() && sequences.get(i + 1) == last + 1) {
                last = sequences.get(++i);
            }
            text.append(text.isEmpty() ? "" : " ").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            i++;
        }
        return text.toString();
    }
}
