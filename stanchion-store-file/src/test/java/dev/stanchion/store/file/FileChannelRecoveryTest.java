package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelRecoveryContract;
import dev.stanchion.store.contract.StoreFixture;

class FileChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
