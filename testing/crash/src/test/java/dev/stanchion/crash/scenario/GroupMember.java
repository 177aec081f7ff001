package dev.stanchion.crash.scenario;

import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.crash.work.ManualWorkers;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.FileStoreOptions;
import dev.stanchion.store.file.disk.Disk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One of several servers on one disk, each with time and workers of its own. */
final class GroupMember implements StoreFixture.Device {
    private final FaultyDisk disk;
    private final Chance chance;
    private final UnaryOperator<Disk> alteration;
    private final VirtualTime time = new VirtualTime();
    private final List<Throwable> bugs = new ArrayList<>();
    private ManualWorkers workers;

    GroupMember(FaultyDisk disk, long seed) {
        this(disk, seed, UnaryOperator.identity());
    }

    /**
     * @param alteration of the disk, to plant a bug
     */
    GroupMember(FaultyDisk disk, long seed, UnaryOperator<Disk> alteration) {
        this.disk = disk;
        this.chance = new Chance(seed);
        this.alteration = alteration;
        this.workers = newWorkers();
    }

    private ManualWorkers newWorkers() {
        return new ManualWorkers(time, chance.fork(), 1, bugs::add);
    }

    @Override
    public Store open() {
        FileStoreOptions options = FaultyDevice.OPTIONS;
        workers = newWorkers();
        return new SharedServer(alteration.apply(disk.mountBeside()), workers, options).claim();
    }

    /** Lets one worker do one thing that it has to do. */
    void workOnce() {
        workers.runOne();
    }

    void pass(Duration duration) {
        long end = time.elapsedNanos() + duration.toNanos();
        letOthersWork();
        while (time.isDueBy(end)) {
            time.happenNext();
            letOthersWork();
        }
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

    /** The server is never heard of again, and another takes over. */
    @Override
    public void crash(Store store) {
        workers.kill();
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
