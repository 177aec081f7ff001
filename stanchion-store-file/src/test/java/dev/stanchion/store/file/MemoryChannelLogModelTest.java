package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;

class MemoryChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new MemoryDevice();
    }
}
