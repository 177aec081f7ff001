package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.file.disk.BreakableDisk;

class FileChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice(new BreakableDisk()); // nothing is synced: it has much to do
    }
}
