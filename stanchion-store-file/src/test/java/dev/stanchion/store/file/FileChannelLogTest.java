package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;

class FileChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
