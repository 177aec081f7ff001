package dev.stanchion.engine.subscription;

import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text in which a subscription's record keeps how often messages have failed: for each its
 * distance from the one before and its number, in base 36. Behind them it keeps which messages hold
 * their key, in lines that earlier versions take for the end. Pure.
 */
final class AttemptsNote {
    private static final int RADIX = 36;
    private static final String END = "\n";
    private static final String HOLD = "!";

    private AttemptsNote() {}

    /**
     * Returns the note on some messages. If there are too many, those that have failed least begin
     * anew after a restart.
     */
    static String of(SortedMap<Long, Integer> failures, int mostChars) {
        String text = textOf(failures, 0);
        for (int least = 1; text.length() > mostChars; least++) {
            text = textOf(failures, least);
        }
        return text;
    }

    private static String textOf(SortedMap<Long, Integer> failures, int above) {
        StringBuilder text = new StringBuilder();
        long before = 0;
        for (Map.Entry<Long, Integer> each : failures.entrySet()) {
            if (each.getValue() > above) {
                text.append(Long.toString(each.getKey() - before, RADIX))
                        .append(' ')
                        .append(Integer.toString(each.getValue(), RADIX))
                        .append(END);
                before = each.getKey();
            }
        }
        return text.toString();
    }

    /**
     * Returns the part about held keys.
     *
     * @param holds the head of each key, with its marker
     */
    static String ofHolds(NavigableMap<Long, Long> holds) {
        StringBuilder text = new StringBuilder();
        holds.forEach((head, marker) ->
                text.append(HOLD)
                        .append(Long.toString(head, RADIX))
                        .append(' ')
                        .append(Long.toString(marker, RADIX))
                        .append(END));
        return text.toString();
    }

    /** Reads which messages hold their keys. What cannot be read holds none. */
    static NavigableMap<Long, Long> holds(String note) {
        NavigableMap<Long, Long> holds = new TreeMap<>();
        for (String line : note.lines().toList()) {
            int space = line.indexOf(' ');
            if (!line.startsWith(HOLD) || space < 0) {
                continue;
            }
            try {
                holds.put(
                        Long.parseLong(line.substring(HOLD.length(), space), RADIX),
                        Long.parseLong(line.substring(space + 1), RADIX));
            } catch (NumberFormatException ofAnotherVersion) {
                return holds;
            }
        }
        return holds;
    }

    /** Reads a note. What cannot be read has not failed. */
    static SortedMap<Long, Integer> parse(String note) {
        SortedMap<Long, Integer> failures = new TreeMap<>();
        long sequence = 0;
        for (String line : note.lines().toList()) {
            int space = line.indexOf(' ');
            if (space < 0) {
                return failures;
            }
            try {
                sequence += Long.parseLong(line.substring(0, space), RADIX);
                failures.put(sequence, Integer.parseInt(line.substring(space + 1), RADIX));
            } catch (NumberFormatException ofAnotherVersion) {
                return failures;
            }
        }
        return failures;
    }
}
