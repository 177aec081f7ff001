package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
