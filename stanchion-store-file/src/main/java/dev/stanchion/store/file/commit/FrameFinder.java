package dev.stanchion.store.file.commit;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.segment.WriteCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks for frames in one file of the commit log. For one thread. */
final class FrameFinder {
    private static final int READ_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 16 << 20;

    /** The smallest unit that a disk writes at once. */
    private static final int SECTOR_BYTES = 512;

    /** More than the numbers in a header have in a row. */
    private static final int LEAST_ZEROS = 16;

    private final DiskFile file;
    private final long sizeBytes;

    /** A frame whose header is whole and undamaged; its body may be anything. */
    record Frame(long offset, ByteBuffer header) {
        long number() {
            return header.getLong(8);
        }

        long bodyOffset() {
            return offset + header.limit();
        }

        long end() {
            return bodyOffset() + header.getLong(16);
        }
    }

    /**
     * @param sizeBytes from where on nothing is looked at; the file may be growing
     */
    FrameFinder(DiskFile file, long sizeBytes) {
        this.file = file;
        this.sizeBytes = sizeBytes;
    }

    /** Returns the first frame that begins at an offset or behind it; null if there is none. */
    @Nullable Frame firstFrom(long offset) throws IOException {
        ByteBuffer header = headerAt(offset);
        return header != null ? new Frame(offset, header) : searchFrom(offset + 1);
    }

    private @Nullable ByteBuffer headerAt(long offset) throws IOException {
        if (sizeBytes - offset < FrameLayout.headerBytes(1)) {
            return null;
        }
        ByteBuffer fixed = ByteBuffer.allocate(FrameLayout.FRAME_HEADER_BYTES);
        file.readFully(fixed, offset);
        int headerBytes = fixed.getInt(4);
        int runs = fixed.getInt(24);
        if (fixed.getInt(0) != FrameLayout.FRAME_MAGIC
                || runs < 1
                || headerBytes > MAX_HEADER_BYTES
                || headerBytes != FrameLayout.headerBytes(runs)
                || fixed.getLong(16) < 0
                || offset + headerBytes > sizeBytes) {
            return null;
        }
        ByteBuffer header = ByteBuffer.allocate(headerBytes);
        file.readFully(header, offset);
        header.flip();
        return FrameLayout.storedChecksum(header, 0) == FrameLayout.checksum(header, 0, headerBytes)
                ? header
                : null;
    }

    private @Nullable Frame searchFrom(long from) throws IOException {
        for (long start = from; start + Integer.BYTES <= sizeBytes; ) {
            ByteBuffer window = window(start);
            for (int i = 0; i + Integer.BYTES <= window.limit(); i++) {
                if (window.getInt(i) == FrameLayout.FRAME_MAGIC) {
                    ByteBuffer header = headerAt(start + i);
                    if (header != null) {
                        return new Frame(start + i, header);
                    }
                }
            }
            start += window.limit() - Integer.BYTES + 1;
        }
        return null;
    }

    private ByteBuffer window(long start) throws IOException {
        ByteBuffer window = ByteBuffer.allocate((int) Math.min(READ_BYTES, sizeBytes - start));
        file.readFully(window, start);
        return window.flip();
    }

    /**
     * Returns whether only a part of a frame within the file exists, because its write did not end
     * or did not reach the disk completely. The rest is as it was written ahead.
     */
    boolean isHalfWritten(Frame frame) throws IOException {
        return WriteCheck.isTorn(file, frame.bodyOffset(), frame.end());
    }

    /**
     * Returns whether only a part of a frame's beginning exists: a write ended within it, or one of
     * its sectors is as it was written ahead. If all of it exists, it was damaged later.
     *
     * @param end behind this there are only zeros
     */
    boolean isTornAt(long offset, long end) throws IOException {
        long headerEnd = offset + headerBytesAt(offset);
        if (headerEnd >= end) {
            return true;
        }
        ByteBuffer header = ByteBuffer.allocate((int) (headerEnd - offset));
        file.readFully(header, offset);
        int zeros = 0;
        int sinceSector = 0;
        for (int i = 0; i < header.limit(); i++) {
            zeros = header.get(i) == 0 ? zeros + 1 : 0;
            sinceSector++;
            if ((offset + i + 1) % SECTOR_BYTES == 0) {
                if (zeros >= Math.min(sinceSector, LEAST_ZEROS)) {
                    return true;
                }
                sinceSector = 0;
            }
        }
        return zeros >= Math.min(sinceSector, LEAST_ZEROS) && sinceSector > 0;
    }

    /**
     * Returns the length of a frame's header, as far as the header says it, but at least the
     * minimum.
     */
    private int headerBytesAt(long offset) throws IOException {
        if (sizeBytes - offset < FrameLayout.FRAME_HEADER_BYTES) {
            return FrameLayout.headerBytes(1);
        }
        ByteBuffer fixed = ByteBuffer.allocate(FrameLayout.FRAME_HEADER_BYTES);
        file.readFully(fixed, offset);
        int said = fixed.getInt(4);
        int runs = fixed.getInt(24);
        return runs >= 1
                        && runs <= MAX_HEADER_BYTES / FrameLayout.RUN_BYTES
                        && said == FrameLayout.headerBytes(runs)
                ? said
                : FrameLayout.headerBytes(1);
    }

    /** Returns from where on there are only zeros, as they are written ahead of frames. */
    long zerosFrom(long offset) throws IOException {
        long end = offset;
        for (long start = offset; start < sizeBytes; ) {
            ByteBuffer window = window(start);
            for (int i = window.limit() - 1; i >= 0; i--) {
                if (window.get(i) != 0) {
                    end = start + i + 1;
                    break;
                }
            }
            start += window.limit();
        }
        return end;
    }
}
