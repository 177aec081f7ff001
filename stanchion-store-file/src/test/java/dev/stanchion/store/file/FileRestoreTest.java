package dev.stanchion.store.file;

import dev.stanchion.store.contract.RestoreContract;
import dev.stanchion.store.contract.StoreFixture;

class FileRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
