package dev.stanchion.engine.identity;

/** Patterns of names in which {@code *} stands for any characters, or none. Pure. */
public final class StarPattern {
    private StarPattern() {}

    /** Returns whether a name fits a pattern. */
    public static boolean fits(String pattern, String text) {
        int star = -1;
        int starFrom = 0;
        int i = 0;
        int j = 0;
        while (j < text.length()) {
            if (i < pattern.length() && pattern.charAt(i) == '*') {
                star = i++; // takes nothing at first
                starFrom = j;
            } else if (i < pattern.length() && pattern.charAt(i) == text.charAt(j)) {
                i++;
                j++;
            } else if (star >= 0) {
                i = star + 1;
                j = ++starFrom; // the last star takes one more
            } else {
                return false;
            }
        }
        return pattern.substring(i).chars().allMatch(c -> c == '*');
    }
}
