package dev.stanchion.store.file.segment;

/**
 * What is noted elsewhere of a segment, so that it is missed if it is gone. Immutable.
 *
 * @param baseSequence the one in the file's name
 * @param lastSequence the last that is on the disk for certain
 * @param messageCount up to that; 0 if nothing is missed any more
 */
public record SegmentNote(long channel, long baseSequence, long lastSequence, long messageCount) {
    static SegmentNote of(long channel, SegmentInfo info) {
        return new SegmentNote(
                channel,
                SegmentName.baseSequence(info.path()),
                info.lastSequence(),
                info.messageCount());
    }

    /**
     * Returns how many messages there must be at the least from a sequence on; nobody knows how
     * many before it there were, since sequences may have holes.
     */
    public long leastFrom(long sequence) {
        if (lastSequence < sequence) {
            return 0;
        }
        return Math.max(1, messageCount - Math.max(0, sequence - baseSequence));
    }
}
