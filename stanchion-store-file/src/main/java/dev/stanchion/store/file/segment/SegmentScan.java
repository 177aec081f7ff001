package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scans a segment without a footer, record by record: its content, its end, and its damages. */
final class SegmentScan {
    /** Small enough for a young generation: older objects stay until the heap is full. */
    private static final int READ_AHEAD_BYTES = 128 * 1024;

    private final Path path;
    private final int dataStart;
    private final long endSequence;
    private final long replayFrom;
    private final SparseIndex index = new SparseIndex();
    private final List<Damage> damages = new ArrayList<>();
    private final SequenceRanges sequences = new SequenceRanges();
    private long dataEnd;
    private long messageCount;
    private long messageBytes;
    private long firstSequence;
    private long lastSequence;
    private long firstTimestamp;
    private long lastTimestamp;
    private Optional<SegmentInfo> safe = Optional.empty();
    private boolean isSafeKnown;

    private SegmentScan(Path path, int dataStart, long endSequence, long replayFrom) {
        this.path = path;
        this.endSequence = endSequence;
        this.replayFrom = replayFrom;
        this.dataStart = dataStart;
        this.dataEnd = dataStart;
    }

    /**
     * An unreadable part with a readable message behind it.
     *
     * @param expectedSequence the sequence that should come there
     * @param nextSequence the sequence of the first readable message behind it
     */
    record Damage(long from, long to, long expectedSequence, long nextSequence) {}

    /**
     * Scans a file.
     *
     * @param baseSequence the one in its header
     * @param endSequence from here on the messages are in the next file
     * @param replayFrom later sequences than this one are in the commit log too: if one of those
     *     cannot be read, the rest is cut off, because it will be written again
     */
    static SegmentScan of(
            DiskFile file,
            Path path,
            int dataStart,
            long baseSequence,
            long endSequence,
            long replayFrom)
            throws IOException {
        SegmentScan scan = new SegmentScan(path, dataStart, endSequence, replayFrom);
        scan.run(new FileWindow(file, file.sizeBytes(), READ_AHEAD_BYTES), baseSequence);
        return scan;
    }

    /** Looks through the messages of a segment that has a footer. */
    static SegmentScan ofSealed(DiskFile file, SegmentInfo info) throws IOException {
        SegmentScan scan =
                new SegmentScan(info.path(), info.dataStart(), Long.MAX_VALUE, Long.MAX_VALUE);
        FileWindow window = new FileWindow(file, info.dataEnd(), READ_AHEAD_BYTES);
        scan.run(window, info.firstSequence());
        return scan;
    }

    /** Makes the index of a segment anew whose footer has lost it. */
    static SparseIndex indexOf(DiskFile file, SegmentInfo info) throws IOException {
        SegmentScan scan =
                new SegmentScan(info.path(), info.dataStart(), Long.MAX_VALUE, Long.MAX_VALUE);
        FileWindow window = new FileWindow(file, info.dataEnd(), READ_AHEAD_BYTES);
        scan.run(window, info.firstSequence());
        if (scan.messageCount == 0) { // nothing of it can be read, which a read will tell
            scan.index.note(
                    info.firstSequence(), info.firstTimestampEpochNanos(), info.dataStart(), 0);
        }
        return scan.index;
    }

    private void run(FileWindow window, long baseSequence) throws IOException {
        lastSequence = baseSequence - 1;
        while (true) {
            while (window.isRecord(dataEnd) && isNext(window)) {
                take(window, dataEnd);
            }
            if (isFooter(window) || lastSequence + 1 >= Math.min(replayFrom, endSequence)) {
                return;
            }
            long next = nextBehindDamage(window);
            if (next < 0 || window.message().sequence() >= Math.min(replayFrom, endSequence)) {
                return; // the commit log may have it, even if there is a hole before it
            }
            damages.add(new Damage(dataEnd, next, lastSequence + 1, window.message().sequence()));
            dataEnd = next;
        }
    }

    private boolean isNext(FileWindow window) {
        long sequence = window.message().sequence();
        return sequence > lastSequence && sequence < endSequence;
    }

    private boolean isFooter(FileWindow window) throws IOException {
        return window.isAvailable(dataEnd, Integer.BYTES)
                && window.intAt(dataEnd) == SegmentFooter.MARK;
    }

    private long nextBehindDamage(FileWindow window) throws IOException {
        long next = window.nextRecord(dataEnd + 1);
        while (next >= 0 && window.message().sequence() <= lastSequence) {
            next = window.nextRecord(next + 1);
        }
        return next;
    }

    private void take(FileWindow window, long offset) throws IOException {
        int length = window.intAt(offset);
        if (!isSafeKnown && window.message().sequence() >= replayFrom) {
            safe = info();
            isSafeKnown = true;
        }
        lastSequence = window.message().sequence();
        lastTimestamp = window.message().timestampEpochNanos();
        if (messageCount == 0) {
            firstSequence = lastSequence;
            firstTimestamp = lastTimestamp;
        }
        index.note(lastSequence, lastTimestamp, offset, messageCount);
        sequences.add(lastSequence);
        messageCount++;
        messageBytes += length;
        dataEnd = offset + RecordLayout.recordBytes(length);
    }

    /** Returns where the last whole record ends. */
    long dataEnd() {
        return dataEnd;
    }

    /** Returns the sequences of all messages that can be read. */
    SequenceRanges sequences() {
        return sequences;
    }

    List<Damage> damages() {
        return damages;
    }

    /**
     * Returns the part of it that is certainly on the disk, because the commit log does not have it
     * any more; empty if there is none.
     */
    Optional<SegmentInfo> safe() {
        return isSafeKnown ? safe : info();
    }

    /** Returns the content of the file; empty if there is no message. */
    Optional<SegmentInfo> info() {
        return messageCount == 0
                ? Optional.empty()
                : Optional.of(
                        new SegmentInfo(
                                path,
                                dataStart,
                                dataEnd,
                                messageCount,
                                messageBytes,
                                firstSequence,
                                lastSequence,
                                firstTimestamp,
                                lastTimestamp,
                                index));
    }
}
