package dev.stanchion.server.flags;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the flag or key that the user probably meant. */
public final class NearMiss {
    private NearMiss() {}

    /** Returns the name that is nearest to the typed one, if one is near enough. */
    static Optional<String> of(String typed, Dialect dialect) {
        return of(
                typed,
                Arrays.stream(Flag.values())
                        .flatMap(flag -> dialect.namesOf(flag).stream())
                        .toList());
    }

    /** As above. If several are equally near, it returns the first one in the alphabet. */
    public static Optional<String> of(String typed, Set<String> names) {
        return of(typed, names.stream().sorted().toList());
    }

    private static Optional<String> of(String typed, List<String> names) {
        int mostEdits = Math.min(2, typed.length() / 2);
        String nearest = null;
        for (String name : names) {
            int edits = edits(typed, name);
            if (edits <= mostEdits) {
                nearest = name;
                mostEdits = edits - 1;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * Counts insertions, deletions, replacements and swaps of neighbours. Case and the kind of
     * separator make no difference.
     */
    private static int edits(String typed, String name) {
        String a = typed.toLowerCase(Locale.ROOT).replace('-', '_');
        String b = name.toLowerCase(Locale.ROOT).replace('-', '_');
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(int[][] edits, String a, String b, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
