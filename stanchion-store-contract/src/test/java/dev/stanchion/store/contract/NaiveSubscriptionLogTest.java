package dev.stanchion.store.contract;

import dev.stanchion.store.contract.naive.NaiveDevice;

class NaiveSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
