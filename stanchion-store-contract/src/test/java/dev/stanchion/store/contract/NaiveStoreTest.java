package dev.stanchion.store.contract;

import dev.stanchion.store.contract.naive.NaiveDevice;

class NaiveStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
