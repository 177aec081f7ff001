package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses messages before the disk is full, so that what remains is enough for acknowledgements,
 * deletions and the catalog; and takes them again when there is space. Looked at now and then, not
 * for each message. Safe for use by many threads.
 */
public final class SpaceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceGuard.class);
    private static final long CHECK_BYTES = 16L << 20;

    private final Disk disk;
    private final Path directory;
    private final long reserveBytes;
    private final Admission admission;
    private final AtomicLong writtenBytes = new AtomicLong();

    /**
     * @param reserveBytes what must stay free; 0 means that this is nobody's business
     */
    public SpaceGuard(Disk disk, Path directory, long reserveBytes, Admission admission) {
        this.disk = disk;
        this.directory = directory;
        this.reserveBytes = reserveBytes;
        this.admission = admission;
    }

    /** Looks how much is free. */
    public void check() {
        long usableBytes;
        try {
            usableBytes = disk.usableBytes(directory);
        } catch (IOException e) {
            LOG.warn("Nobody knows how much space there is for {}", directory, e);
            return;
        }
        if (usableBytes < reserveBytes) {
            refuse(usableBytes);
        } else if (admission.isFull() && usableBytes >= reserveBytes + reserveBytes / 8) {
            admission.hasSpace();
            LOG.info("{} has space again, and takes messages", directory);
        }
    }

    private void refuse(long usableBytes) {
        boolean isNew = !admission.isFull();
        String reason =
                ("no space: %s are free for %s, and %s of it are kept for acknowledgements and"
                                + " deletions. Free some, or lower the channels' limits")
                        .formatted(readable(usableBytes), directory, readable(reserveBytes));
        admission.full(reason);
        if (isNew) {
            LOG.error("Messages are refused: {}", reason);
        }
    }

    private static String readable(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }

    /** So much has been written; looks from time to time. */
    void wrote(long bytes) {
        if (writtenBytes.addAndGet(bytes) >= CHECK_BYTES) {
            writtenBytes.set(0);
            check();
        }
    }

    /** Says what a failed write means. */
    StoreException.Kind kindOf(IOException failure) {
        check();
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean isFull = admission.isFull() || text.contains("no space") || text.contains("quota");
        return isFull ? StoreException.Kind.FULL : StoreException.Kind.IO;
    }
}
