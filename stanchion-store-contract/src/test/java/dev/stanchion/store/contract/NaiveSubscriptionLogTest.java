package dev.stanchion.store.contract;

class NaiveSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
