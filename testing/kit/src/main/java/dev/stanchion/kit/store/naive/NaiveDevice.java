package dev.stanchion.kit.store.naive;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.StoreFixture;
import java.util.Optional;

/** Opens one naive store after the other on one disk, for suites that need any that persists. */
public final class NaiveDevice implements StoreFixture.Device {
    private final NaiveDisk disk;

    public NaiveDevice() {
        this(new NaiveDisk());
    }

    /**
     * @param disk which others may know, too
     */
    public NaiveDevice(NaiveDisk disk) {
        this.disk = disk;
    }

    @Override
    public Store open() {
        return new NaiveStore(disk);
    }

    @Override
    public void letOthersWork() {} // the store has no other threads

    @Override
    public void crash(Store store) {} // records that are not on the disk are gone

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public void close() {} // nothing but memory
}
