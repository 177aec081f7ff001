package dev.stanchion.store.file;

import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;

class FileClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
