package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
