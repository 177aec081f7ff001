package dev.stanchion.store.contract;

class NaiveStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
