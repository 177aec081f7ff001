package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.naive.NaiveDisk;
import dev.stanchion.store.contract.naive.NaiveStore;
import java.util.Optional;

/** Opens one naive store after the other on one disk. */
final class PersistentDevice implements StoreFixture.Device {
    private final NaiveDisk disk = new NaiveDisk();

    @Override
    public Store open() {
        return new NaiveStore(disk);
    }

    @Override
    public void letOthersWork() {} // the store has no other threads

    @Override
    public void crash(Store store) {} // what the disk does not have is gone

    @Override
    public Optional<String> whyItForgets() {
        return Optional.empty();
    }

    @Override
    public void close() {} // nothing but memory
}
