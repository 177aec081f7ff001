package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.log.RecordLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A channel's messages in the commit log that its segments have no room for. They are kept in
 * memory, as they were in the run that had committed them, until there is space. For one thread.
 */
final class Unwritten implements RefillTarget {
    private final long writtenSequence;
    private final List<Noted> noted = new ArrayList<>();
    private final List<UnwrittenMessage> messages = new ArrayList<>();

    private record Noted(long sequence, long timestampEpochNanos, int length) {}

    /**
     * @param writtenSequence the last one that is in a segment
     */
    Unwritten(long writtenSequence) {
        this.writtenSequence = writtenSequence;
    }

    @Override
    public long writtenSequence() {
        return writtenSequence;
    }

    @Override
    public boolean isFull(long timestampEpochNanos) {
        return false;
    }

    @Override
    public void noteRefill(long sequence, long timestampEpochNanos, int length) {
        noted.add(new Noted(sequence, timestampEpochNanos, length));
    }

    @Override
    public void refillWith(ByteBuffer records, boolean isEnd) {
        int at = records.position();
        for (Noted each : noted) {
            messages.add(
                    new UnwrittenMessage(
                            each.sequence(),
                            each.timestampEpochNanos(),
                            records.slice(at + RecordLayout.HEADER_BYTES, each.length())));
            at += RecordLayout.recordBytes(each.length());
        }
        noted.clear();
    }

    /** Returns all of it, in order. */
    List<UnwrittenMessage> messages() {
        return messages;
    }
}
