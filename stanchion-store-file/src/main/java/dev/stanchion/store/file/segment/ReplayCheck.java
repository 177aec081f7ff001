package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;
import java.nio.file.Path;

/** Counts a channel's messages in the commit log that are in no segment yet. */
public final class ReplayCheck implements ReplaySource.Target {
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private final long firstSequence;
    private long lastSequence;
    private long messageCount;
    private long messageBytes;

    /**
     * @param inSegments the last sequence that is in a segment
     */
    public ReplayCheck(long inSegments) {
        lastSequence = inSegments;
        firstSequence = inSegments + 1;
    }

    @Override
    public void run(Path path, DiskFile file, long offset, int bytes, long keptFrom)
            throws IOException {
        long end = offset + bytes;
        FileWindow window = new FileWindow(file, end, Math.min(bytes, READ_AHEAD_BYTES));
        long at = offset;
        while (at >= 0 && at < end) {
            if (window.isRecord(at)) {
                int length = window.intAt(at);
                take(window.message().sequence(), length);
                at += RecordLayout.recordBytes(length);
            } else {
                at = window.nextRecord(at + 1);
            }
        }
    }

    private void take(long sequence, int length) {
        if (sequence > lastSequence) {
            lastSequence = sequence;
            messageCount++;
            messageBytes += length;
        }
    }

    /** Returns the first sequence that is counted here. */
    public long firstSequence() {
        return firstSequence;
    }

    public long lastSequence() {
        return lastSequence;
    }

    public long messageCount() {
        return messageCount;
    }

    public long messageBytes() {
        return messageBytes;
    }
}
