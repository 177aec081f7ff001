package dev.stanchion.store.file;

import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreFixture;

class FileRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
