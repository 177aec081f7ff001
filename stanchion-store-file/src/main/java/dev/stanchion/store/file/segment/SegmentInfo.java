package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.log.RecordLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a segment's file. It has at least one message.
 *
 * @param dataStart the begin of the first record
 * @param dataEnd the end of the last record
 * @param messageBytes the size of the messages, without their headers
 * @param index null if it is in the file's footer
 */
public record SegmentInfo(
        Path path,
        int dataStart,
        long dataEnd,
        long messageCount,
        long messageBytes,
        long firstSequence,
        long lastSequence,
        long firstTimestampEpochNanos,
        long lastTimestampEpochNanos,
        @Nullable SparseIndex index) {
    /** Returns whether parts of it are no messages, because they were damaged. */
    boolean hasHoles() {
        return dataEnd - dataStart != messageBytes + messageCount * RecordLayout.HEADER_BYTES;
    }

    SegmentInfo withoutIndex() {
        return with(null);
    }

    SegmentInfo with(@Nullable SparseIndex other) {
        return new SegmentInfo(
                path,
                dataStart,
                dataEnd,
                messageCount,
                messageBytes,
                firstSequence,
                lastSequence,
                firstTimestampEpochNanos,
                lastTimestampEpochNanos,
                other);
    }
}
