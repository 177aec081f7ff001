package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLogContract;
import dev.stanchion.store.contract.StoreFixture;

class FileChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
