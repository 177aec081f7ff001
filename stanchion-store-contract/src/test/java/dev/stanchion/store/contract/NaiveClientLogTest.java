package dev.stanchion.store.contract;

import dev.stanchion.store.contract.naive.NaiveDevice;

class NaiveClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
