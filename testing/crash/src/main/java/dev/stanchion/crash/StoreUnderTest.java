package dev.stanchion.crash;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.log.SegmentSpace;
import dev.stanchion.store.file.work.StoreWorkers;
import java.nio.file.Path;
import java.util.List;

/** Makes the store that a simulated process uses. */
@FunctionalInterface
public interface StoreUnderTest {
    /** Makes a store, which has not touched the disk yet. */
    Store open(Disk disk, StoreWorkers workers, SegmentSpace memory, Tuning tuning);

    /**
     * Returns the damage that a check finds in the data of an ended process; empty if there is no
     * store, or if checks are off.
     */
    default List<String> damages(Disk disk) {
        return List.of();
    }

    /** Returns whether it knows after a kill what was delivered just before. */
    default boolean recordsDeliveries() {
        return true;
    }

    /** Returns whether a file stays when no channel is left. */
    default boolean keeps(Path file) {
        return false;
    }
}
