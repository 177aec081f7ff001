package dev.stanchion.crash;

import dev.stanchion.crash.promise.Promise;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.file.disk.Disk;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A bug of a store, as it would show where it uses the disk or tells something. */
enum PlantedBug {
    DURABLE_BEFORE_THE_COMMIT_LOG_IS_SYNCED(
            disk(disk -> DiskBugs.withoutForce(disk, "/commit/")), Promise.DURABLE_IS_KEPT),
    COMMIT_LOG_DELETED_BEFORE_SEGMENTS_ARE_SYNCED(
            disk(disk -> DiskBugs.withoutForce(disk, ".seg")), Promise.DURABLE_IS_KEPT),
    CATALOG_NEVER_SYNCED(
            disk(disk -> DiskBugs.withoutForce(disk, "/catalog")),
            Promise.CHANNELS_ARE_WHOLE,
            Promise.CLIENTS_ARE_KEPT,
            Promise.POSITIONS_ARE_RESUMED,
            Promise.IDENTITY_IS_KEPT),
    DIRECTORIES_NEVER_SYNCED(
            disk(DiskBugs::withoutDirectorySync),
            Promise.DURABLE_IS_KEPT,
            Promise.IDENTITY_IS_KEPT,
            Promise.CHANNELS_ARE_WHOLE),
    SWALLOWED_SYNC_ERRORS(
            disk(DiskBugs::withSwallowedSyncErrors),
            Promise.DURABLE_IS_KEPT,
            Promise.CLIENTS_ARE_KEPT,
            Promise.IDENTITY_IS_KEPT),
    SHORT_WRITES_UNNOTICED(
            disk(DiskBugs::withUnnoticedShortWrites),
            Promise.DURABLE_IS_KEPT,
            Promise.CLIENTS_ARE_KEPT,
            Promise.CHANNELS_ARE_WHOLE,
            Promise.GOES_ON),
    CUT_TOO_EARLY(disk(DiskBugs::withEarlyTruncation), Promise.DURABLE_IS_KEPT),
    SEGMENTS_NEVER_DELETED(disk(DiskBugs::withoutDeletion), Promise.NOTHING_IS_LEFT_BEHIND),
    FILES_NEVER_CLOSED(disk(DiskBugs::withoutClose), Promise.NOTHING_IS_LEFT_BEHIND),
    BYTES_CHANGED_UNNOTICED(disk(DiskBugs::withChangedBytes), Promise.DURABLE_IS_KEPT),
    DELIVERIES_LEAVE_BEFORE_THEY_ARE_WRITTEN_DOWN(
            disk(DiskBugs::withLateDeliveries), Promise.POSITIONS_ARE_RESUMED),
    IDENTITY_FORGOTTEN(store(StoreBugs::withoutIdentity), Promise.IDENTITY_IS_KEPT),
    POSITIONS_FORGOTTEN(store(StoreBugs::withoutPositions), Promise.POSITIONS_ARE_RESUMED),
    CLIENTS_FORGOTTEN(store(StoreBugs::withoutClients), Promise.CLIENTS_ARE_KEPT),
    TOLD_TOO_MUCH(store(StoreBugs::withEmptyPromises), Promise.LOST_IS_TOLD),
    CHANNELS_NOT_DELETED(store(StoreBugs::withoutDeletion), Promise.CHANNELS_ARE_WHOLE);

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final StoreUnderTest store;

    private final Promise broken;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Promise> alsoBroken;

    PlantedBug(StoreUnderTest store, Promise broken, Promise... alsoBroken) {
        this.store = store;
        this.broken = broken;
        this.alsoBroken = EnumSet.of(broken, alsoBroken);
    }

    StoreUnderTest store() {
        return store;
    }

    /** Returns whether the bug can have this effect. */
    boolean breaks(Promise promise) {
        return promise == broken || alsoBroken.contains(promise);
    }

    private static StoreUnderTest disk(UnaryOperator<Disk> bug) {
        StoreUnderTest store = new FileStoreUnderTest();
        return (disk, workers, memory, tuning) ->
                store.open(bug.apply(disk), workers, memory, tuning);
    }

    private static StoreUnderTest store(UnaryOperator<Store> bug) {
        StoreUnderTest store = new FileStoreUnderTest();
        return (disk, workers, memory, tuning) ->
                bug.apply(store.open(disk, workers, memory, tuning));
    }
}
