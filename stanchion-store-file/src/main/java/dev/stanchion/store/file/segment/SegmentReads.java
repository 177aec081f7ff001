package dev.stanchion.store.file.segment;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads messages from segments. It keeps the files that were read last open, as many as it may. For
 * one thread.
 */
public final class SegmentReads implements Closeable {
    private static final int SEARCH_BYTES = 2 * SparseIndex.INTERVAL_BYTES;

    private final Disk disk;
    private final int maxOpenFiles;
    private final Map<Path, Opened> open = new LinkedHashMap<>(16, 0.75f, true);

    private record Opened(DiskFile file, SparseIndex index) {}

    /** The place of a message in its segment. */
    public record Position(long messagesBefore, long messageBytesBefore) {}

    /**
     * @param maxOpenFiles at least 1
     */
    public SegmentReads(Disk disk, int maxOpenFiles) {
        this.disk = disk;
        this.maxOpenFiles = maxOpenFiles;
    }

    /**
     * Reads messages in order.
     *
     * @param fromSequence not behind the segment's last
     * @param readBytes how much to read at once; a message that is bigger is read all the same
     * @throws java.nio.file.NoSuchFileException if the segment has been deleted meanwhile
     */
    public Chunk read(SegmentInfo info, long fromSequence, int maxMessages, int readBytes)
            throws IOException {
        Opened opened = open(info);
        FileWindow window = new FileWindow(opened.file(), info.dataEnd(), readBytes);
        Chunk chunk = new Chunk(fromSequence);
        SparseIndex.Entry start = opened.index().floor(fromSequence);
        long offset = start.offset();
        long expected = start.sequence();
        while (chunk.count() < maxMessages && offset < info.dataEnd()) {
            if (chunk.count() > 0 && !isLoaded(window, offset)) {
                return chunk;
            }
            if (!window.isRecord(offset)) {
                long next = window.nextRecord(offset + 1);
                long behind = next < 0 ? info.lastSequence() + 1 : window.message().sequence();
                if (fromSequence < behind) {
                    damaged(chunk, info, offset, Math.max(expected, fromSequence), behind);
                    return chunk;
                }
                offset = next;
                continue;
            }
            MsgProtoCursor message = window.message();
            if (message.sequence() >= fromSequence) {
                offset = take(chunk, window, offset);
            } else {
                offset += RecordLayout.recordBytes(window.intAt(offset));
            }
            expected = message.sequence() + 1;
        }
        if (offset >= info.dataEnd()) {
            chunk.endsBefore(Math.max(info.lastSequence() + 1, chunk.endSequence()));
        }
        return chunk;
    }

    private static boolean isLoaded(FileWindow window, long offset) throws IOException {
        long loaded = window.loadedFrom(offset);
        return loaded >= RecordLayout.HEADER_BYTES
                && loaded - RecordLayout.HEADER_BYTES >= window.intAt(offset);
    }

    /** All messages of a chunk are in one piece of memory, which begins with the first. */
    private static long take(Chunk chunk, FileWindow window, long offset) throws IOException {
        if (chunk.count() == 0) {
            window.startAt(offset);
        }
        int length = window.intAt(offset);
        int record = window.ensure(offset, RecordLayout.recordBytes(length));
        MsgProtoCursor message = window.message();
        chunk.liesIn(window.takeView());
        chunk.add(
                message.sequence(),
                message.timestampEpochNanos(),
                RecordLayout.messageIndex(record),
                length);
        return offset + RecordLayout.recordBytes(length);
    }

    private static void damaged(
            Chunk chunk, SegmentInfo info, long offset, long sequence, long behind) {
        chunk.endsBefore(sequence);
        chunk.endsDamaged(
                new StoreException(
                        StoreException.Kind.CORRUPT,
                        "read",
                        info.path() + " at offset " + offset,
                        ("message %d is damaged. It is skipped; check the disk, and restore the file"
                                        + " from a copy if you need the message")
                                .formatted(sequence)),
                behind);
    }

    /**
     * Returns the sequence of the first message, from a sequence on, that is not before a time; the
     * one behind the segment's last if there is none.
     */
    public long sequenceAt(SegmentInfo info, long fromSequence, long epochNanos)
            throws IOException {
        Opened opened = open(info);
        FileWindow window = new FileWindow(opened.file(), info.dataEnd(), SEARCH_BYTES);
        SparseIndex index = opened.index();
        long offset =
                Math.max(index.before(epochNanos).offset(), index.floor(fromSequence).offset());
        while (offset >= 0 && offset < info.dataEnd()) {
            if (!window.isRecord(offset)) {
                offset = window.nextRecord(offset + 1);
            } else if (window.message().sequence() >= fromSequence
                    && window.message().timestampEpochNanos() >= epochNanos) {
                return window.message().sequence();
            } else {
                offset += RecordLayout.recordBytes(window.intAt(offset));
            }
        }
        return info.lastSequence() + 1;
    }

    /** Returns the count of the segment's messages before a sequence. */
    public Position positionOf(SegmentInfo info, long sequence) throws IOException {
        Opened opened = open(info);
        FileWindow window = new FileWindow(opened.file(), info.dataEnd(), SEARCH_BYTES);
        long offset = info.dataStart();
        long messages = 0;
        long messageBytes = 0;
        if (!info.hasHoles()) { // otherwise the distance to an entry does not give the count before
            // it
            SparseIndex.Entry entry = opened.index().floor(sequence);
            offset = entry.offset();
            messages = entry.ordinal();
            messageBytes = offset - info.dataStart() - messages * RecordLayout.HEADER_BYTES;
        }
        while (offset >= 0 && offset < info.dataEnd()) {
            if (!window.isRecord(offset)) {
                offset = window.nextRecord(offset + 1);
            } else if (window.message().sequence() >= sequence) {
                break;
            } else {
                int length = window.intAt(offset);
                messages++;
                messageBytes += length;
                offset += RecordLayout.recordBytes(length);
            }
        }
        return new Position(messages, messageBytes);
    }

    private Opened open(SegmentInfo info) throws IOException {
        Opened known = open.get(info.path());
        if (known != null) {
            return withIndex(known, info);
        }
        makeRoom();
        DiskFile file = disk.open(info.path(), Disk.Access.READ);
        try {
            Opened opened = new Opened(file, indexOf(file, info));
            open.put(info.path(), opened);
            return opened;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** A segment that was still written when it was opened has its index from the writer. */
    private static Opened withIndex(Opened known, SegmentInfo info) {
        SparseIndex index = info.index();
        return index == null ? known : new Opened(known.file(), index);
    }

    /** Returns the index of a segment, from its footer, or made anew if that is damaged. */
    SparseIndex indexOf(SegmentInfo info) throws IOException {
        return open(info).index();
    }

    private static SparseIndex indexOf(DiskFile file, SegmentInfo info) throws IOException {
        SparseIndex index = info.index();
        if (index != null) {
            return index;
        }
        Optional<SparseIndex> found = SegmentFooter.readIndex(file, info);
        return found.isPresent() ? found.get() : SegmentScan.indexOf(file, info);
    }

    private void makeRoom() throws IOException {
        while (open.size() >= maxOpenFiles) {
            Path eldest = open.keySet().iterator().next();
            close(eldest);
        }
    }

    /** Forgets a file that is deleted, or will be. */
    public void forget(Path path) throws IOException {
        close(path);
    }

    /** Forgets all files of a directory. */
    public void forgetAll(Path directory) throws IOException {
        for (Path path : List.copyOf(open.keySet())) {
            if (directory.equals(path.getParent())) {
                close(path);
            }
        }
    }

    private void close(Path path) throws IOException {
        Opened opened = open.remove(path);
        if (opened != null) {
            opened.file().close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path path : List.copyOf(open.keySet())) {
            close(path);
        }
    }
}
