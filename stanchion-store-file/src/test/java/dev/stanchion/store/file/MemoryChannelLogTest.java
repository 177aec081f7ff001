package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;

class MemoryChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new MemoryDevice();
    }
}
