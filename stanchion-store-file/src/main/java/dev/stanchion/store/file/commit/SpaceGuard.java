package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses messages before the disk is full, so that the rest is enough for acknowledgements,
 * deletions and the catalog. It accepts messages again when there is space.
 *
 * <p>A message is written twice, to the commit log and some time later to a segment. So the
 * decision does not depend on the free space now, but on the free space when all accepted messages
 * are written: memory can hold more than the reserve. Messages are refused early enough for those
 * that have been appended and not committed. A batch that would touch the reserve nevertheless is
 * not written at all.
 *
 * <p>The guard asks the disk now and then. In between, it subtracts each batch. Safe for use by
 * many threads.
 */
public final class SpaceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceGuard.class);
    private static final long CHECK_BYTES = 16L << 20;
    private static final long MOST_HEADROOM_BYTES = 8L << 20;
    private static final int BYTES_PER_RUN = 4096; // a block, if its channel had nothing to write

    private final Disk disk;
    private final Path directory;
    private final long reserveBytes;
    private final long headroomBytes;
    private final Admission admission;
    private final Backlog backlog = new Backlog();
    private long underWayBytes;
    private long leftBytes;
    private long sinceCheckBytes;
    private boolean isUnknown;

    /**
     * @param reserveBytes the space that must stay free; 0 switches the guard off
     */
    public SpaceGuard(Disk disk, Path directory, long reserveBytes, Admission admission) {
        this.disk = disk;
        this.directory = directory;
        this.reserveBytes = reserveBytes;
        this.headroomBytes = Math.min(MOST_HEADROOM_BYTES, reserveBytes / 8);
        this.admission = admission;
    }

    Backlog backlog() {
        return backlog;
    }

    boolean isFull() {
        return admission.isFull();
    }

    /** Looks how much is free. */
    public synchronized void check() {
        if (reserveBytes == 0) {
            return;
        }
        measure();
        if (leftBytes < reserveBytes) {
            refuse();
        } else if (leftBytes >= reserveBytes + headroomBytes + reserveBytes / 8
                && admission.hasSpace()) {
            LOG.info("{} has space again, and takes messages", directory);
        }
    }

    private void measure() {
        sinceCheckBytes = 0;
        try {
            long usableBytes = disk.usableBytes(directory);
            leftBytes = usableBytes - underWayBytes - backlog.diskBytes();
            isUnknown = false;
        } catch (IOException e) {
            leftBytes = Long.MAX_VALUE / 2;
            if (!isUnknown) {
                isUnknown = true;
                LOG.warn("Nobody knows how much space there is for {}", directory, e);
            }
        }
    }

    private void refuse() {
        String reason =
                ("no space: %s are free for %s when all that was taken is written, and %s of it"
                                + " are kept for acknowledgements and deletions. Free some, or lower"
                                + " the channels' limits")
                        .formatted(
                                readable(Math.max(0, leftBytes)),
                                directory,
                                readable(reserveBytes));
        if (admission.full(reason)) {
            LOG.error("Messages are refused: {}", reason);
        }
    }

    private static String readable(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    /**
     * Returns whether a batch may be written, to the commit log and later to segments. If so,
     * {@link #done} must be called when it is in the commit log, or is not.
     *
     * @param queuedBytes the bytes that are committed behind it
     */
    synchronized boolean admits(long bytes, int runs, long queuedBytes) {
        long cost = 2 * bytes;
        if (reserveBytes > 0
                && bytes > 0) { // a commit that only records where channels begin is never refused
            long wanted = cost + 2 * queuedBytes + (long) runs * BYTES_PER_RUN;
            if (leftBytes - wanted < reserveBytes + headroomBytes
                    || sinceCheckBytes + cost >= CHECK_BYTES) {
                measure();
            }
            if (leftBytes - wanted < reserveBytes + headroomBytes) {
                refuse();
            }
            if (leftBytes - cost < reserveBytes) {
                return false;
            }
        }
        underWayBytes = cost;
        leftBytes -= cost;
        sinceCheckBytes += cost;
        return true;
    }

    /** The batch that was last admitted is in the commit log, or nowhere. */
    synchronized void done(long committedBytes) {
        underWayBytes = 0;
        backlog.committed(committedBytes);
    }

    /** Returns the kind of a failed write. */
    StoreException.Kind kindOf(IOException failure) {
        check();
        StoreException.Kind kind = DiskFailure.kindOf(failure);
        return kind == StoreException.Kind.IO && admission.isFull()
                ? StoreException.Kind.FULL
                : kind;
    }
}
