package dev.stanchion.store.file;

import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreFixture;

class MemoryClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new MemoryDevice();
    }
}
