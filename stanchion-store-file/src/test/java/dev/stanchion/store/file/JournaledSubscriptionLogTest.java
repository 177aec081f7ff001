package dev.stanchion.store.file;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.SubscriptionLogContract;

class JournaledSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
