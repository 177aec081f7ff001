package dev.stanchion.store.file.catalog;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space for the catalog on a disk that is completely full, whichever program has filled it. It is a
 * file without useful content, which is deleted when the catalog cannot grow otherwise. So clients
 * can connect, and acknowledgements and deletions can be recorded, until there is space again. Then
 * the file is created again. Owned by the keeper.
 *
 * <p>Its content is noise, because a file system that compresses would need no space for zeros.
 */
final class Spare {
    private static final Logger LOG = LoggerFactory.getLogger(Spare.class);
    private static final String NAME = "spare";
    private static final long LEAST_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 64 * 1024;

    private final Disk disk;
    private final Path path;
    private final long mostBytes;
    private boolean isThere;

    /**
     * @param mostBytes that it may take; 0 if there is to be none
     */
    Spare(Disk disk, Path directory, long mostBytes) throws IOException {
        this.disk = disk;
        this.path = directory.resolve(NAME);
        this.mostBytes = mostBytes;
        this.isThere = mostBytes > 0 && sizeBytes() >= Math.min(mostBytes, LEAST_BYTES);
    }

    private long sizeBytes() throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            return file.sizeBytes();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    boolean isMissing() {
        return mostBytes > 0 && !isThere;
    }

    /** Gives its room to others; false if it has none to give. */
    boolean giveUp() {
        if (!isThere) {
            return false;
        }
        isThere = false;
        try {
            disk.delete(path);
            LOG.warn("{} was given up, as the disk has no space for the catalog", path);
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be given up: {}", path, e.getMessage());
            return false;
        }
    }

    /**
     * Makes it anew.
     *
     * @param catalogBytes the size of the catalog, which must be able to double and be written anew
     */
    void restore(long catalogBytes) {
        long bytes = Math.min(mostBytes, Math.max(LEAST_BYTES, 3 * catalogBytes));
        try {
            disk.delete(path);
            try (DiskFile file = disk.create(path)) {
                fill(file, bytes);
            }
            isThere = true;
        } catch (IOException e) {
            LOG.debug("{} cannot be made for now", path, e);
            discard();
        }
    }

    private static void fill(DiskFile file, long bytes) throws IOException {
        ByteBuffer noise = ByteBuffer.allocate(PIECE_BYTES);
        long state = 1;
        for (long at = 0; at < bytes; at += PIECE_BYTES) {
            noise.clear();
            while (noise.hasRemaining()) {
                state = state * 6364136223846793005L + 1442695040888963407L; // Knuth's MMIX
                noise.putLong(state);
            }
            noise.flip().limit((int) Math.min(PIECE_BYTES, bytes - at));
            file.writeFully(new ByteBuffer[] {noise}, at);
        }
    }

    private void discard() {
        try {
            disk.delete(path);
        } catch (IOException e) {
            LOG.debug("{} is made anew at the next start", path, e);
        }
    }
}
