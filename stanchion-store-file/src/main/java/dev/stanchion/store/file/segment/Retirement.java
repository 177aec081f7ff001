package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** The treatment of a segment of which nothing is kept. Called by the store's writer. */
@FunctionalInterface
public interface Retirement {
    /** The segment is deleted. */
    Retirement DELETION = (disk, channel, segment) -> disk.delete(segment);

    /**
     * Takes a segment out of its channel; no file of its name is left.
     *
     * @param channel its name
     * @throws IOException if it is still there
     */
    void retire(Disk disk, String channel, Path segment) throws IOException;
}
