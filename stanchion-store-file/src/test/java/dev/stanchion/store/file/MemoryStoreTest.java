package dev.stanchion.store.file;

import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;

class MemoryStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new MemoryDevice();
    }
}
