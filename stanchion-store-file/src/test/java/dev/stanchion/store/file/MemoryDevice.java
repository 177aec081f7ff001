package dev.stanchion.store.file;

import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.store.StoreFixture;
import java.util.Optional;

/** Opens memory stores for the suites. */
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
