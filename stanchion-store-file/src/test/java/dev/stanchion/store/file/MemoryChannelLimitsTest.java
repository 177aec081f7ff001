package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.StoreFixture;

class MemoryChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new MemoryDevice();
    }
}
