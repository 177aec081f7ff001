package dev.stanchion.store.file;

import dev.stanchion.store.contract.SubscriptionLogContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
