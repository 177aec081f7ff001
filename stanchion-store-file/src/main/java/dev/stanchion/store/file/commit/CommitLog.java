package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.MessageRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the commit log, written one after the other. A file that failed once is never
 * written or synced again. Owned by the committer.
 */
public final class CommitLog {
    private static final Logger LOG = LoggerFactory.getLogger(CommitLog.class);
    private static final int INITIAL_HEADER_BYTES = 4096;

    private final Disk disk;
    private final Path directory;
    private final long aheadLimit;
    private final List<ByteBuffer> sources = new ArrayList<>();
    private ByteBuffer header = ByteBuffer.allocateDirect(INITIAL_HEADER_BYTES);
    private @Nullable DiskFile file;
    private long number;
    private long nextFrame;
    private long end;
    private long frameStart;
    private boolean isForced;
    private WrittenAhead ahead = new WrittenAhead(0);

    /**
     * @param aheadLimit up to where files may be written ahead of their frames; 0: not at all
     * @param lastNumber of the files that are there
     * @param nextFrame the number after that of the last valid frame
     */
    CommitLog(Disk disk, Path directory, long aheadLimit, long lastNumber, long nextFrame) {
        this.disk = disk;
        this.directory = directory;
        this.aheadLimit = aheadLimit;
        this.number = lastNumber;
        this.nextFrame = nextFrame;
    }

    public static Path path(Path directory, long number) {
        return directory.resolve("%016d.log".formatted(number));
    }

    boolean isOpen() {
        return file != null;
    }

    /** Returns the number of the file that is written. */
    long number() {
        return number;
    }

    /** Returns where the last frame ends. */
    long sizeBytes() {
        return end;
    }

    /** Begins the next file, whose name and beginning are safe when this returns. */
    void begin() throws IOException {
        long next = number + 1;
        Path path = path(directory, next);
        disk.delete(path); // an attempt of this one that failed
        DiskFile created = disk.create(path);
        try {
            ByteBuffer begin = FrameLayout.fileHeader(next, nextFrame);
            created.writeFully(new ByteBuffer[] {begin}, 0);
            created.force();
            disk.syncDirectory(directory);
        } catch (IOException e) {
            closeQuietly(created, e);
            throw e;
        }
        end();
        file = created;
        number = next;
        end = FrameLayout.FILE_HEADER_BYTES;
        isForced = true;
        ahead = new WrittenAhead(ahead.isUnsynced() ? 0 : aheadLimit);
    }

    /** Writes runs of all channels as one frame, with one gathering write. */
    void append(List<MessageRun> runs) throws IOException {
        DiskFile current = fileOrThrow();
        long bodyBytes = 0;
        sources.clear();
        sources.add(header);
        for (int i = 0; i < runs.size(); i++) {
            bodyBytes += runs.get(i).recordBytes();
            runs.get(i).addTo(sources);
        }
        sources.set(0, headerOf(runs, bodyBytes));
        long frameBytes = header.remaining() + bodyBytes;
        isForced = false;
        frameStart = end;
        current.writeFully(sources.toArray(ByteBuffer[]::new), end);
        sources.clear();
        end += frameBytes;
        nextFrame++;
        ahead.follow(current, end, frameBytes);
    }

    private ByteBuffer headerOf(List<MessageRun> runs, long bodyBytes) {
        int needed = FrameLayout.headerBytes(runs.size());
        if (header.capacity() < needed) {
            header = ByteBuffer.allocateDirect(2 * needed);
        }
        header.clear();
        FrameLayout.putHeader(header, nextFrame, bodyBytes, runs);
        return header.flip();
    }

    /** Returns when all frames would survive the end of the machine. */
    void force() throws IOException {
        if (!isForced) {
            fileOrThrow().force();
            isForced = true;
            ahead.synced();
        }
    }

    private DiskFile fileOrThrow() throws IOException {
        DiskFile current = file;
        if (current == null) {
            throw new IOException("the commit log has no file");
        }
        return current;
    }

    /**
     * Leaves a file whose last frame was not written or not synced. A frame in the next file gets
     * the same number, which makes the failed one void. Until there is such a file, the failed
     * frame is cut off, if possible, so that messages that are reported as lost now do not come
     * back. The bytes that were written ahead go with it.
     *
     * @param wasWritten whether the frame was counted as written already
     */
    void abandonFrame(boolean wasWritten) {
        if (wasWritten) {
            nextFrame--;
        }
        DiskFile failed = file;
        if (failed != null) {
            try {
                failed.truncate(frameStart);
            } catch (IOException e) {
                LOG.debug("{} keeps the rest of what is lost", path(directory, number), e);
            }
        }
        end();
    }

    /**
     * Closes the file. Its content stays as it is, including the bytes that were written ahead: a
     * start handles such an end anyway, because a killed process leaves it too.
     */
    void end() {
        DiskFile current = file;
        file = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException ignored) {
                // everything that matters was forced before, or is told as lost
                end = FrameLayout.FILE_HEADER_BYTES;
            }
        }
    }

    private static void closeQuietly(DiskFile created, IOException cause) {
        try {
            created.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
