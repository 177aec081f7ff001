package dev.stanchion.crash.disk;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.RealDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest extends DiskContract {
    private final Disk disk = new RealDisk();

    @TempDir private Path root;

    @Override
    Disk disk() {
        return disk;
    }

    @Override
    Path root() {
        return root;
    }
}
