package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import java.io.IOException;

/** Distinguishes records that were never written completely from those that were damaged later. */
public final class WriteCheck {
    private static final int READ_AHEAD_BYTES = 64 * 1024;

    /** The smallest unit that a disk writes at once. */
    private static final int SECTOR_BYTES = 512;

    private final FileWindow window;
    private final long to;

    private WriteCheck(DiskFile file, long from, long to) {
        this.window = new FileWindow(file, to, (int) Math.min(to - from, READ_AHEAD_BYTES));
        this.to = to;
    }

    /**
     * Returns whether a part of the records between two offsets has not reached a file that
     * contained zeros there: it cannot be read, and is still zero where a sector ends, or the last
     * record does. A write that ends early leaves that, in whatever order its sectors were written.
     */
    public static boolean isTorn(DiskFile file, long from, long to) throws IOException {
        return new WriteCheck(file, from, to).isTorn(from);
    }

    private boolean isTorn(long from) throws IOException {
        long at = from;
        while (at < to) {
            if (window.isRecord(at)) {
                at += RecordLayout.recordBytes(window.intAt(at));
            } else {
                long next = window.nextRecord(at + 1);
                long end = next < 0 ? to : next;
                if (hasZeroAtAnEnd(at, end)) {
                    return true;
                }
                at = end;
            }
        }
        return false;
    }

    private boolean hasZeroAtAnEnd(long from, long end) throws IOException {
        long sector = from / SECTOR_BYTES * SECTOR_BYTES;
        for (long each = sector + SECTOR_BYTES; each <= end; each += SECTOR_BYTES) {
            if (window.byteAt(each - 1) == 0) {
                return true;
            }
        }
        return end == to && window.byteAt(end - 1) == 0;
    }
}
