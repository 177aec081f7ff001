package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.log.RecordLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a segment's file without looking into it. It has at least one message.
 *
 * @param dataStart where the first record begins
 * @param dataEnd where the last record ends
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
    /** Tells whether stretches of it are no messages, since they were damaged. */
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
