package dev.stanchion.store.file.channel;

import dev.stanchion.store.file.segment.SegmentInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those of a channel's segments in which something is kept. Owned by the channel's shard. */
final class ColdSegments {
    private final List<Cold> segments = new ArrayList<>();

    /**
     * A segment's file.
     *
     * @param endMessages the number of the message behind its last
     */
    record Cold(SegmentInfo info, long endMessages, long endBytes) {}

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Cold head() {
        return segments.get(0);
    }

    Cold removeHead() {
        return segments.remove(0);
    }

    /** Returns the last sequence that is in a file; 0 if none is. */
    long lastSequence() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).info().lastSequence();
    }

    /** Returns the newest, of segments of which there is one. */
    Cold last() {
        return segments.get(segments.size() - 1);
    }

    /** Returns the segment of a sequence, or the next one; null if all are before it. */
    @Nullable Cold coldOf(long sequence) {
        int at = firstWhere(sequence, false);
        return at == segments.size() ? null : segments.get(at);
    }

    /** Returns the first segment that ends at a time or behind it; null if there is none. */
    @Nullable SegmentInfo segmentAt(long epochNanos) {
        int at = firstWhere(epochNanos, true);
        return at == segments.size() ? null : segments.get(at).info();
    }

    private int firstWhere(long least, boolean isTime) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            SegmentInfo info = segments.get(middle).info();
            long last = isTime ? info.lastTimestampEpochNanos() : info.lastSequence();
            if (last < least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean contains(Path path) {
        return segments.stream().anyMatch(cold -> cold.info().path().equals(path));
    }

    /**
     * Numbers the messages of a segment that are not in memory any more, from the known numbers of
     * the same segment, or of the one before it.
     *
     * @param droppedMessages the number of messages before it if nothing is known
     */
    Cold numbered(SegmentInfo info, long droppedMessages, long droppedBytes) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            Cold known = segments.get(i);
            if (known.info().path().equals(info.path())) {
                return new Cold(
                        info,
                        known.endMessages() + info.messageCount() - known.info().messageCount(),
                        known.endBytes() + info.messageBytes() - known.info().messageBytes());
            }
            if (known.info().lastSequence() < info.firstSequence()) {
                return new Cold(
                        info,
                        known.endMessages() + info.messageCount(),
                        known.endBytes() + info.messageBytes());
            }
        }
        return new Cold(info, droppedMessages, droppedBytes);
    }

    /**
     * Puts a segment in its current state in place of its earlier state and of all segments behind
     * it.
     */
    void put(Cold cold) {
        long first = cold.info().firstSequence();
        while (!segments.isEmpty()
                && segments.get(segments.size() - 1).info().firstSequence() >= first) {
            segments.remove(segments.size() - 1);
        }
        segments.add(cold);
    }
}
