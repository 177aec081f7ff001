package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLogModelContract;
import dev.stanchion.store.contract.StoreFixture;

class FileChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
