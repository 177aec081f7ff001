package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
