package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a file of the commit log is written with zeros, before there are frames.
 *
 * <p>A sync of a file that has grown waits for the journal of the file system, too, which must
 * record the new size and the new blocks. A sync of a file that was overwritten does not. So behind
 * a frame that has made the file grow goes a chunk of zeros: the sync of this frame pays for those
 * of the next few hundred. A big frame costs more than its sync, and is not to be written twice.
 *
 * <p><b>It is optional.</b> If it fails, its space is given back, and the file continues to grow
 * with each frame, without a report. Owned by the committer.
 */
final class WrittenAhead {
    static final int CHUNK_BYTES = 128 * 1024;

    /** Bigger ones grow the file by themselves. */
    static final int SMALL_FRAME_BYTES = CHUNK_BYTES / 16;

    private static final Logger LOG = LoggerFactory.getLogger(WrittenAhead.class);
    private static final int BLOCK_BYTES = 4096;

    /** For all files; its position is never moved. */
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(4 * BLOCK_BYTES).asReadOnlyBuffer();

    private final long limit;
    private long end;
    private boolean isUnsynced;
    private boolean hasFailed;

    /**
     * @param limit up to where the file may be written ahead; 0: not at all
     */
    WrittenAhead(long limit) {
        this.limit = limit;
    }

    /** A frame was written to the file; the bytes behind it may be written now, too. */
    void follow(DiskFile file, long frameEnd, long frameBytes) {
        if (hasFailed || frameEnd <= end || frameBytes > SMALL_FRAME_BYTES) {
            return;
        }
        long whole = (frameEnd + CHUNK_BYTES) / BLOCK_BYTES * BLOCK_BYTES;
        long upTo = Math.min(whole, limit);
        if (upTo <= frameEnd) {
            return;
        }
        try {
            isUnsynced = true;
            file.writeFully(zeros(upTo - frameEnd), frameEnd);
            end = upTo;
        } catch (IOException e) {
            hasFailed = true;
            LOG.debug("Nothing is written ahead of frames any more in this file", e);
            giveBack(file, frameEnd);
        }
    }

    private static ByteBuffer[] zeros(long bytes) {
        ByteBuffer[] sources = new ByteBuffer[Math.ceilDiv((int) bytes, ZEROS.capacity())];
        Arrays.setAll(sources, ignored -> ZEROS.duplicate());
        int last = (int) bytes - (sources.length - 1) * ZEROS.capacity();
        sources[sources.length - 1].limit(last);
        return sources;
    }

    /** The last bytes of a full disk are for more important writes. */
    private static void giveBack(DiskFile file, long frameEnd) {
        try {
            file.truncate(frameEnd);
        } catch (IOException e) {
            LOG.debug("What was written ahead stays", e);
        }
    }

    /** The file was synced. */
    void synced() {
        isUnsynced = false;
    }

    /**
     * Returns whether a failed sync may have failed because of the bytes that were written ahead:
     * some file systems find space at the sync, and not at the write.
     */
    boolean isUnsynced() {
        return isUnsynced;
    }
}
