package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
