package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment: its records, in big pieces, and in the end its footer. The file is only open
 * while it is written. For one thread.
 *
 * <p>Messages are noted one by one and then written together. If that fails, the segment is as
 * before: the noted messages are forgotten, and the next write begins where the last good one
 * ended.
 */
public final class SegmentWriter {
    private final Disk disk;
    private final Path path;
    private final int dataStart;
    private final SparseIndex index;
    private @Nullable DiskFile file;
    private boolean hasFooter;
    private final Progress written;
    private final Progress noted;
    private final Progress forced;

    /** The state of the segment. */
    private static final class Progress {
        private long dataEnd;
        private long messageCount;
        private long messageBytes;
        private long firstSequence;
        private long lastSequence;
        private long firstTimestamp;
        private long lastTimestamp;

        private void become(Progress other) {
            dataEnd = other.dataEnd;
            messageCount = other.messageCount;
            messageBytes = other.messageBytes;
            firstSequence = other.firstSequence;
            lastSequence = other.lastSequence;
            firstTimestamp = other.firstTimestamp;
            lastTimestamp = other.lastTimestamp;
        }

        private void become(SegmentInfo info) {
            dataEnd = info.dataEnd();
            messageCount = info.messageCount();
            messageBytes = info.messageBytes();
            firstSequence = info.firstSequence();
            lastSequence = info.lastSequence();
            firstTimestamp = info.firstTimestampEpochNanos();
            lastTimestamp = info.lastTimestampEpochNanos();
        }

        private void add(long sequence, long timestampEpochNanos, int length) {
            if (messageCount == 0) {
                firstSequence = sequence;
                firstTimestamp = timestampEpochNanos;
            }
            lastSequence = sequence;
            lastTimestamp = timestampEpochNanos;
            messageCount++;
            messageBytes += length;
            dataEnd += RecordLayout.recordBytes(length);
        }
    }

    private SegmentWriter(Disk disk, Path path, int dataStart, SparseIndex index) {
        this.disk = disk;
        this.path = path;
        this.dataStart = dataStart;
        this.index = index;
        this.written = new Progress();
        this.noted = new Progress();
        this.forced = new Progress();
    }

    /** Creates a segment in a directory that exists. */
    public static SegmentWriter create(Disk disk, Path path, SegmentHeader header)
            throws IOException {
        SegmentWriter writer = new SegmentWriter(disk, path, header.dataStart(), new SparseIndex());
        writer.written.dataEnd = header.dataStart();
        writer.noted.dataEnd = header.dataStart();
        writer.forced.dataEnd = header.dataStart();
        DiskFile file = disk.create(path);
        try {
            file.writeFully(new ByteBuffer[] {header.encoded()}, 0);
        } catch (IOException e) {
            writer.discard(file, e);
            throw e;
        }
        writer.file = file;
        return writer;
    }

    private void discard(DiskFile created, IOException cause) {
        try {
            created.close();
            disk.delete(path);
        } catch (IOException e) {
            cause.addSuppressed(e); // the next start finds a file without a header, and deletes it
        }
    }

    /**
     * Continues a segment that has its index in memory.
     *
     * @param safe the part of it that is certainly on the disk; null if there is none
     */
    static SegmentWriter resume(
            Disk disk,
            SegmentInfo info,
            SparseIndex index,
            boolean hasFooter,
            @Nullable SegmentInfo safe) {
        SegmentWriter writer = new SegmentWriter(disk, info.path(), info.dataStart(), index);
        writer.written.become(info);
        writer.noted.become(info);
        if (safe == null) {
            writer.forced.dataEnd = info.dataStart();
        } else {
            writer.forced.become(safe);
        }
        writer.hasFooter = hasFooter;
        return writer;
    }

    public Path path() {
        return path;
    }

    boolean isOpen() {
        return file != null;
    }

    boolean isEmpty() {
        return noted.messageCount == 0;
    }

    /** Returns the sequence last written or noted; 0 if there is none. */
    public long lastSequence() {
        return noted.lastSequence;
    }

    /** Returns whether a message belongs into the next segment. */
    boolean isFull(SliceRules rules, long timestampEpochNanos) {
        return noted.messageCount > 0
                && rules.isFull(
                        noted.dataEnd - dataStart,
                        noted.messageCount,
                        timestampEpochNanos - noted.firstTimestamp);
    }

    /** Notes a message whose record is in the next write, behind those noted before. */
    void note(long sequence, long timestampEpochNanos, int length) {
        index.note(sequence, timestampEpochNanos, noted.dataEnd, noted.messageCount);
        noted.add(sequence, timestampEpochNanos, length);
    }

    /** Writes the records of all that was noted. */
    void write(List<ByteBuffer> records) throws IOException {
        try {
            opened().writeFully(records.toArray(ByteBuffer[]::new), written.dataEnd);
        } catch (IOException e) {
            index.cutAt(written.dataEnd);
            noted.become(written);
            throw e; // bytes behind the last good end are overwritten, or cut off at a start
        }
        written.become(noted);
    }

    private DiskFile opened() throws IOException {
        DiskFile current = file;
        if (current == null) {
            current = disk.open(path, Disk.Access.READ_WRITE);
            current.truncate(written.dataEnd); // a footer, or the rest of a failed write
            hasFooter = false;
            file = current;
        }
        return current;
    }

    /** Returns when all that was written would survive the end of the machine. */
    void force() throws IOException {
        opened().force();
        forced.become(written);
    }

    /**
     * Goes back to the state of the last force, because the part of the rest on the disk is
     * unknown. The segment is not written to any more.
     *
     * @return the rest of it; null if there is none
     */
    @Nullable SegmentInfo backToForced() {
        index.cutAt(forced.dataEnd);
        written.become(forced);
        noted.become(forced);
        return forced.messageCount == 0 ? null : info();
    }

    /** Ends the segment with a footer and closes it; all that was written must have been forced. */
    void finish() throws IOException {
        if (hasFooter) {
            return;
        }
        try {
            SegmentInfo info = info();
            ByteBuffer footer = SegmentFooter.encoded(info, index);
            opened().writeFully(new ByteBuffer[] {footer}, info.dataEnd());
        } finally {
            close();
        }
        hasFooter = true;
    }

    void close() throws IOException {
        DiskFile current = file;
        file = null;
        if (current != null) {
            current.close();
        }
    }

    /** Returns the written content; there is some. */
    SegmentInfo info() {
        return new SegmentInfo(
                path,
                dataStart,
                written.dataEnd,
                written.messageCount,
                written.messageBytes,
                written.firstSequence,
                written.lastSequence,
                written.firstTimestamp,
                written.lastTimestamp,
                index);
    }
}
