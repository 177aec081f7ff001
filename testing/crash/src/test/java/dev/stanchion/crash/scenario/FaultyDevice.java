package dev.stanchion.crash.scenario;

import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.work.ManualWorkers;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.FileStore;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.segment.SliceRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** File stores on a faulty disk, one after the other. Confined to the thread of the test. */
final class FaultyDevice implements StoreFixture.Device {
    static final Path ROOT = FaultyDisk.ROOT.resolve("store");

    /** Files are small, so that there are several of each kind. */
    static final FileStoreOptions OPTIONS =
            FileStoreOptions.DEFAULTS
                    .withMemoryBytes(64 << 20)
                    .withReserveBytes(0)
                    .withSlices(new SliceRules(2_000, 0, Duration.ZERO))
                    .withCommitLog(4_000, 8_000)
                    .withDeliveryLogBytes(4_096);

    /** The ways in which a crash ends a process or a machine. */
    enum Crash {
        KILL,
        POWER_LOSS
    }

    private final FaultyDisk disk;
    private final Crash crash;
    private final Chance chance;
    private final VirtualTime time = new VirtualTime();
    private final List<Throwable> bugs = new ArrayList<>();
    private ManualWorkers workers;
    private FileStoreOptions options = OPTIONS;
    private boolean isShared;

    FaultyDevice(Crash crash, long seed) {
        this(new FaultyDisk(new Chance(seed)), crash, seed);
    }

    FaultyDevice(FaultyDisk disk, Crash crash, long seed) {
        this.disk = disk;
        this.crash = crash;
        this.chance = new Chance(seed);
        workers = newWorkers();
    }

    private ManualWorkers newWorkers() {
        return new ManualWorkers(time, chance.fork(), 1, bugs::add);
    }

    FaultyDisk disk() {
        return disk;
    }

    /** Opens the next store with other options. */
    void setOptions(FileStoreOptions next) {
        options = next;
    }

    /** Ends the process, if there is one, as the device's crashes do. */
    void crash() {
        workers.kill();
        switch (crash) {
            case KILL -> disk.kill();
            case POWER_LOSS -> disk.losePower();
        }
    }

    /** Lets time pass, and all that becomes due meanwhile. */
    void pass(Duration duration) {
        long end = time.elapsedNanos() + duration.toNanos();
        letOthersWork();
        while (time.isDueBy(end)) {
            time.happenNext();
            letOthersWork();
        }
    }

    /** Opens the next stores as a group does whose members share the directory. */
    FaultyDevice shared() {
        isShared = true;
        return this;
    }

    @Override
    public Store open() {
        workers.kill();
        disk.kill();
        workers = newWorkers();
        Disk mount = disk.mount();
        return isShared
                ? new SharedServer(mount, workers, options).claim()
                : new FileStore(ROOT, options, mount, workers);
    }

    @Override
    public void letOthersWork() {
        while (workers.hasWork()) {
            workers.runOne();
        }
        if (!bugs.isEmpty()) {
            throw new AssertionError("a task of the store failed", bugs.get(0));
        }
    }

    @Override
    public void crash(Store store) {
        crash();
    }

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public void close() {
        workers.kill();
    }
}
