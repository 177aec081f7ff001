package dev.stanchion.engine.subscription;

import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text in which a subscription's record keeps how often messages have failed: for each its
 * distance from the one before and its number, in base 36. Pure.
 */
final class AttemptsNote {
    private static final int RADIX = 36;
    private static final String END = "\n";

    private AttemptsNote() {}

    /**
     * Returns the note on some messages. If there are too many, those that have failed least begin
     * anew after a restart.
     */
    static String of(SortedMap<Long, Integer> failures) {
        String text = textOf(failures, 0);
        for (int least = 1; text.length() > SubscriptionRecord.MOST_ATTEMPTS_CHARS; least++) {
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
