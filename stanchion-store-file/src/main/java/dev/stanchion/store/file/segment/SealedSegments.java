package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells which segments nobody writes to any more, if they are not a channel's last. Stateless. */
public final class SealedSegments {
    private SealedSegments() {}

    /** Returns whether a segment has a whole footer. */
    public static boolean isSealed(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            Optional<SegmentHeader> header = SegmentHeader.read(file, path);
            return header.isPresent()
                    && SegmentFooter.read(file, path, header.get().dataStart()).isPresent();
        }
    }
}
