package dev.stanchion.store.file.segment;

/**
 * The record of a segment elsewhere, so that its loss is noticed. Immutable.
 *
 * @param baseSequence the one in the file's name
 * @param lastSequence the last that is certainly on the disk
 * @param messageCount the number of messages up to that; 0 if a loss does not matter any more
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
     * Returns the minimum number of messages from a sequence on. The number before it is unknown,
     * because sequences may have holes.
     */
    public long leastFrom(long sequence) {
        if (lastSequence < sequence) {
            return 0;
        }
        return Math.max(1, messageCount - Math.max(0, sequence - baseSequence));
    }
}
