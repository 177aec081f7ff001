package dev.stanchion.store.file;

import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;

class FileStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
