package dev.stanchion.store.contract;

import dev.stanchion.store.contract.naive.NaiveDevice;

class NaiveRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
