package dev.stanchion.store.file.segment;

import java.util.Map;
import java.util.TreeMap;

/** A set of sequences, most of which follow each other. For one thread. */
public final class SequenceRanges {
    private final TreeMap<Long, Long> endByStart = new TreeMap<>();

    /** Adds one. */
    public void add(long sequence) {
        add(sequence, sequence);
    }

    private void add(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = endByStart.floorEntry(first);
        if (before != null && before.getValue() >= first - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = endByStart.higherEntry(from);
        while (next != null && next.getKey() <= to + 1) {
            to = Math.max(to, next.getValue());
            endByStart.remove(next.getKey());
            next = endByStart.higherEntry(from);
        }
        endByStart.put(from, to);
    }

    /** Adds all of another. */
    public void addAll(SequenceRanges other) {
        other.endByStart.forEach(this::add);
    }

    /** Returns how many there are from one to another, both included. */
    public long count(long first, long last) {
        long count = 0;
        Long start = endByStart.floorKey(first);
        for (Map.Entry<Long, Long> each :
                endByStart.tailMap(start == null ? first : start, true).entrySet()) {
            if (each.getKey() > last) {
                break;
            }
            long from = Math.max(first, each.getKey());
            count += Math.max(0, Math.min(last, each.getValue()) - from + 1);
        }
        return count;
    }

    /** Returns how many there are. */
    public long count() {
        return count(0, Long.MAX_VALUE);
    }

    /** Returns the first; 0 if there is none. */
    public long first() {
        return endByStart.isEmpty() ? 0 : endByStart.firstKey();
    }

    /** Returns the last; 0 if there is none. */
    public long last() {
        return endByStart.isEmpty() ? 0 : endByStart.lastEntry().getValue();
    }

    /** Returns them in words. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder();
        endByStart.forEach((from, to) -> {
            words.append(words.isEmpty() ? "" : ", ").append(from);
            if (to > from) {
                words.append(" to ").append(to);
            }
        });
        return words.toString();
    }
}
