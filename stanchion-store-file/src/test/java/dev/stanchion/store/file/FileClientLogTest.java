package dev.stanchion.store.file;

import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreFixture;

class FileClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
