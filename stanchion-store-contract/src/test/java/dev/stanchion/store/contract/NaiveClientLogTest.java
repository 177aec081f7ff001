package dev.stanchion.store.contract;

class NaiveClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
