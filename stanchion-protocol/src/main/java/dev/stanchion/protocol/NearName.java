package dev.stanchion.protocol;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds names that a person may have confused: channels, keys, flags and commands.
 *
 * <p>Two names are near if they differ only in letter case, in the kind of separator ({@code . : _
 * -}) or in a plural, or by at most two typing errors. A typing error is a letter inserted, left
 * out or replaced, or two neighbours swapped. A short name has room for fewer typing errors. Names
 * that differ only in their numbers, as {@code shard-1} and {@code shard-2}, are not near, because
 * somebody counts on purpose.
 */
public final class NearName {
    private static final int MOST_ERRORS = 2;

    /** The result for two names that are not near. */
    private static final int FAR = Integer.MAX_VALUE;

    private NearName() {}

    /**
     * Returns the nearest of some names, if one is near. Of equally near ones it is the first in
     * the order of the collection. A name is not near itself.
     */
    public static Optional<String> of(String typed, Collection<String> names) {
        Folded folded = Folded.of(typed);
        String nearest = null;
        int fewest = FAR;
        for (String name : names) {
            int errors = name.equals(typed) ? FAR : errors(folded, Folded.of(name));
            if (errors < fewest) {
                nearest = name;
                fewest = errors;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * Says in what two near names differ: {@code letter case}, {@code separators}, {@code a
     * plural}, {@code one letter} or {@code two letters}.
     */
    public static String difference(String one, String other) {
        if (one.equalsIgnoreCase(other)) {
            return "letter case";
        }
        Folded a = Folded.of(one);
        Folded b = Folded.of(other);
        if (a.plain.equals(b.plain)) {
            return "separators";
        }
        if (a.singular.equals(b.singular)) {
            return "a plural";
        }
        return errors(a, b) == 1 ? "one letter" : "two letters";
    }

    private static int errors(Folded a, Folded b) {
        if (a.singular.equals(b.singular)) {
            return 0;
        }
        if (Math.abs(a.plain.length() - b.plain.length()) > MOST_ERRORS || a.isCountedLike(b)) {
            return FAR;
        }
        int most = Math.min(a.room, b.room);
        return most == 0 ? FAR : editsUpTo(most, a.plain, b.plain);
    }

    /** Computes three rows of the table at a time, and only the cells near its diagonal. */
    private static int editsUpTo(int most, String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            Arrays.fill(row, most + 1);
            int from = Math.max(1, i - most);
            int to = Math.min(b.length(), i + most);
            if (from == 1) {
                row[0] = i;
            }
            int fewest = row[0];
            for (int j = from; j <= to; j++) {
                row[j] = cheapest(beforeLast, last, row, a, b, i, j);
                fewest = Math.min(fewest, row[j]);
            }
            if (fewest > most) {
                return FAR;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()] <= most ? last[b.length()] : FAR;
    }

    private static int cheapest(
            int[] beforeLast, int[] last, int[] row, String a, String b, int i, int j) {
        char typed = a.charAt(i - 1);
        int replaced = last[j - 1] + (typed == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
                i > 1 && j > 1 && typed == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, beforeLast[j - 2] + 1) : best;
    }

    /**
     * A name without what makes no difference.
     *
     * @param plain in lower case, with one kind of separator
     * @param singular the same with the singular of each word
     * @param numberless {@code plain} without its digits
     * @param room the number of typing errors that it has room for
     */
    private record Folded(String plain, String singular, String numberless, int room) {
        private static final char SEPARATOR = '.';

        static Folded of(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            StringBuilder plain = new StringBuilder(lower.length());
            StringBuilder singular = new StringBuilder(lower.length());
            StringBuilder numberless = new StringBuilder(lower.length());
            int separators = 0;
            int wordStart = 0;
            for (int i = 0; i < lower.length(); i++) {
                char next = lower.charAt(i);
                if (isSeparator(next)) {
                    separators++;
                    appendSingular(singular, lower, wordStart, i);
                    singular.append(SEPARATOR);
                    wordStart = i + 1;
                    next = SEPARATOR;
                }
                plain.append(next);
                if (next < '0' || next > '9') {
                    numberless.append(next);
                }
            }
            appendSingular(singular, lower, wordStart, lower.length());
            int letters = lower.length() - separators;
            return new Folded(
                    plain.toString(),
                    singular.toString(),
                    numberless.toString(),
                    Math.min(MOST_ERRORS, (letters - 1) / 2));
        }

        private static boolean isSeparator(char next) {
            return next == '.' || next == ':' || next == '_' || next == '-';
        }

        private static void appendSingular(StringBuilder target, String text, int from, int to) {
            String word = text.substring(from, to);
            if (word.length() > 4 && word.endsWith("ies")) {
                target.append(word, 0, word.length() - 3).append('y');
            } else if (hasLongPlural(word)) {
                target.append(word, 0, word.length() - 2);
            } else if (word.length() > 2 && word.endsWith("s") && !word.endsWith("ss")) {
                target.append(word, 0, word.length() - 1);
            } else {
                target.append(word);
            }
        }

        private static boolean hasLongPlural(String word) {
            return word.length() > 4
                    && (word.endsWith("sses")
                            || word.endsWith("xes")
                            || word.endsWith("ches")
                            || word.endsWith("shes"));
        }

        /** Returns whether both have numbers and differ in nothing else. */
        boolean isCountedLike(Folded other) {
            return numberless.length() < plain.length()
                    && other.numberless.length() < other.plain.length()
                    && numberless.equals(other.numberless);
        }
    }
}
