package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.file.MemoryStore;
import java.util.Optional;

/** Opens memory stores. */
final class MemoryDevice implements StoreFixture.Device {
    @Override
    public Store open() {
        return new MemoryStore();
    }

    @Override
    public void letOthersWork() {} // the store has no other threads

    @Override
    public void crash(Store store) {
        store.close(); // the end of a process gives its memory back, too
    }

    @Override
    public Optional<String> whyItForgets() {
        return Optional.of("memory ends with the process");
    }

    @Override
    public void close() {} // nothing outlives a store
}
