package dev.stanchion.store.file.segment;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies records from the commit log to where they are missing. */
final class Refill implements ReplaySource.Target {
    private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
    private static final int STAGING_BYTES = 1 << 20;
    private static final int LEAST_STAGING_BYTES = 4 * 1024;
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    private final RefillTarget files;
    private final long upTo;
    private ByteBuffer staging = ByteBuffer.allocate(0); // most channels miss little, or nothing
    private @Nullable FileWindow window;
    private long notedSequence;
    private long keptFrom;
    private boolean isLastWhole = true;

    Refill(RefillTarget files, long upTo) {
        this.files = files;
        this.upTo = upTo;
        this.notedSequence = files.writtenSequence();
    }

    @Override
    public void run(Path path, DiskFile file, long offset, int bytes, long runKeptFrom)
            throws IOException {
        if (bytes > 0) {
            isLastWhole = takeAll(path, file, offset, bytes);
        }
        isLastWhole &= runKeptFrom > 0;
        if (isLastWhole) { // a run without messages counts if those before it are there
            keptFrom = Math.max(keptFrom, runKeptFrom);
        }
    }

    private boolean takeAll(Path path, DiskFile file, long offset, int bytes) throws IOException {
        boolean isWhole = true;
        long end = offset + bytes;
        FileWindow window = windowOn(file, end, Math.min(bytes, READ_AHEAD_BYTES));
        long at = offset;
        while (at < end) {
            if (!window.isRecord(at)) {
                long next = window.nextRecord(at + 1);
                tellDamage(path, at, next);
                isWhole = false;
                if (next < 0) {
                    break;
                }
                at = next;
                continue;
            }
            int recordBytes = RecordLayout.recordBytes(window.intAt(at));
            take(window, at, recordBytes);
            at += recordBytes;
        }
        return isWhole;
    }

    private FileWindow windowOn(DiskFile file, long end, int readAheadBytes) {
        FileWindow current = window;
        if (current == null) {
            current = new FileWindow(file, end, readAheadBytes);
            window = current;
        } else {
            current.moveTo(file, end, readAheadBytes);
        }
        return current;
    }

    /**
     * Returns the first sequence that the channel's limits had kept. A run whose messages are not
     * all there was never durable, and has pushed nothing out.
     */
    long keptFrom() {
        return keptFrom;
    }

    private static void tellDamage(Path path, long offset, long next) {
        LOG.error(
                "{} is damaged at offset {}: {} lost. Check the disk, and restore from a copy if you"
                        + " need it",
                path,
                offset,
                next < 0 ? "the rest of its messages is" : "a message is");
    }

    private void take(FileWindow window, long offset, int recordBytes) throws IOException {
        MsgProtoCursor message = window.message();
        if (message.sequence() <= notedSequence || message.sequence() > upTo) {
            return;
        }
        if (files.isFull(message.timestampEpochNanos())) {
            flush(true);
        }
        makeRoom(recordBytes);
        window.copy(offset, recordBytes, staging);
        notedSequence = message.sequence();
        files.noteRefill(
                notedSequence,
                message.timestampEpochNanos(),
                recordBytes - RecordLayout.HEADER_BYTES);
    }

    private void makeRoom(int recordBytes) throws IOException {
        if (staging.remaining() >= recordBytes) {
            return;
        }
        long neededBytes = (long) staging.position() + recordBytes;
        if (neededBytes > STAGING_BYTES && staging.position() > 0) {
            flush(false);
            neededBytes = recordBytes;
        }
        if (staging.capacity() < neededBytes) {
            staging = ByteBuffer.allocate(stagingBytes((int) neededBytes)).put(staging.flip());
        }
    }

    /** Doubles the buffer, so that little is copied on the way; never more than necessary. */
    private int stagingBytes(int neededBytes) {
        int doubled = Math.max(LEAST_STAGING_BYTES, 2 * staging.capacity());
        return Math.max(neededBytes, Math.min(doubled, STAGING_BYTES));
    }

    void flush() throws IOException {
        if (staging.position() > 0) {
            flush(false);
        }
    }

    private void flush(boolean isEnd) throws IOException {
        files.refillWith(staging.flip(), isEnd);
        staging.clear();
    }
}
