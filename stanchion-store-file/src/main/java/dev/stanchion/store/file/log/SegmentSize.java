package dev.stanchion.store.file.log;

/**
 * The size of a channel's next segment.
 *
 * <p>Thousands of channels with a few messages each must be cheap. A big channel must not consist
 * of thousands of segments, and must not hold much unused memory. So the first segment is small.
 * The following ones grow quickly to a medium size, and from there on with the channel, to a 32nd
 * of its size.
 */
public final class SegmentSize {
    static final int SMALLEST = 4 * 1024;
    static final int MEDIUM = 16 * 1024;
    static final int LARGEST = 4 * 1024 * 1024;

    private SegmentSize() {}

    /**
     * Returns the capacity of the next segment.
     *
     * @param heldBytes the capacity of the channel's segments
     * @param neededBytes the bytes that must fit in; a message that is larger than a usual segment
     *     gets one of its own
     */
    public static int next(long heldBytes, int neededBytes) {
        long share = Math.max(Math.min(heldBytes / 2, MEDIUM), heldBytes / 32);
        long usual = Long.highestOneBit(Math.min(Math.max(share, SMALLEST), LARGEST));
        return Math.max((int) usual, neededBytes);
    }
}
