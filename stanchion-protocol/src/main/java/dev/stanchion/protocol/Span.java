package dev.stanchion.protocol;

/**
 * Packs an index and a length in a buffer into one {@code long}, so that a cursor allocates
 * nothing.
 */
final class Span {
    static final long EMPTY = 0;

    private Span() {}

    static long of(int index, int length) {
        return ((long) index << Integer.SIZE) | length;
    }

    static int index(long span) {
        return (int) (span >>> Integer.SIZE);
    }

    static int length(long span) {
        return (int) span;
    }
}
