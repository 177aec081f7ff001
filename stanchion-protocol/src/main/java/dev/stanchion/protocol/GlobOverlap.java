package dev.stanchion.protocol;

import java.util.Arrays;

/** Looks for a name that fits two patterns of channels. Used once. */
final class GlobOverlap {
    private static final byte UNKNOWN = 0;
    private static final byte MEETS = 1;
    private static final byte NEVER = 2;

    private final byte[] one;
    private final boolean isOneOpen;
    private final byte[] two;
    private final boolean isTwoOpen;

    /** For each pair of places: whether the rests of both patterns from there on overlap. */
    private final byte[][] known;

    GlobOverlap(byte[] one, boolean isOneOpen, byte[] two, boolean isTwoOpen) {
        this.one = one;
        this.isOneOpen = isOneOpen;
        this.two = two;
        this.isTwoOpen = isTwoOpen;
        this.known = new byte[one.length + 1][two.length + 1];
        for (byte[] row : known) {
            Arrays.fill(row, UNKNOWN);
        }
    }

    boolean isThere() {
        return meets(0, 0);
    }

    private boolean meets(int i, int j) {
        if (known[i][j] == UNKNOWN) {
            known[i][j] = find(i, j) ? MEETS : NEVER;
        }
        return known[i][j] == MEETS;
    }

    private boolean find(int i, int j) {
        boolean isOneOver = i == one.length;
        boolean isTwoOver = j == two.length;
        if (isOneOver && isOneOpen) {
            return !isTwoOver || isTwoOpen; // any text, but some
        }
        if (isTwoOver && isTwoOpen) {
            return !isOneOver;
        }
        if (!isOneOver && one[i] == '*') {
            return meets(i + 1, j) || (!isTwoOver && two[j] != '.' && meets(i, j + 1));
        }
        if (!isTwoOver && two[j] == '*') {
            return meets(i, j + 1) || (!isOneOver && one[i] != '.' && meets(i + 1, j));
        }
        if (isOneOver || isTwoOver) {
            return isOneOver && isTwoOver;
        }
        return one[i] == two[j] && meets(i + 1, j + 1);
    }
}
