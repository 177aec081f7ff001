package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.disk.BreakableDisk;
import dev.stanchion.store.file.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** A disk on which a rename replaces a directory, whatever is in it. */
final class ReplacingDisk extends BreakableDisk {
    private final Disk disk;

    ReplacingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        for (Disk.Entry each : disk.list(to)) {
            disk.delete(each.path());
        }
        super.rename(from, to);
    }
}
