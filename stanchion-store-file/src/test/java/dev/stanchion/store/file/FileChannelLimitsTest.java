package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLimitsContract;
import dev.stanchion.store.contract.StoreFixture;

class FileChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
