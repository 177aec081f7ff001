package dev.stanchion.cli;

/** The number of typing errors between two words. */
final class EditDistance {
    private EditDistance() {}

    /** Counts letters inserted, left out or replaced, and neighbours swapped. */
    static int between(String typed, String meant) {
        int[][] slips = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                slips[i][j] =
                        Math.min(i, j) == 0 ? Math.max(i, j) : fewest(slips, typed, meant, i, j);
            }
        }
        return slips[typed.length()][meant.length()];
    }

    private static int fewest(int[][] slips, String typed, String meant, int i, int j) {
        char last = typed.charAt(i - 1);
        int replaced = slips[i - 1][j - 1] + (last == meant.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && last == meant.charAt(j - 2)
                        && typed.charAt(i - 2) == meant.charAt(j - 1);
        return swapped ? Math.min(best, slips[i - 2][j - 2] + 1) : best;
    }
}
