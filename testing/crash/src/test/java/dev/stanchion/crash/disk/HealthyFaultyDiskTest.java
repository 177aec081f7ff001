package dev.stanchion.crash.disk;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.store.file.disk.Disk;
import java.nio.file.Path;

class HealthyFaultyDiskTest extends DiskContract {
    private final Disk disk = new FaultyDisk(new Chance(1)).mount();

    @Override
    Disk disk() {
        return disk;
    }

    @Override
    Path root() {
        return FaultyDisk.ROOT;
    }
}
