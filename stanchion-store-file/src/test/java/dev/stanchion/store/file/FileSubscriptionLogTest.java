package dev.stanchion.store.file;

import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.SubscriptionLogContract;

class FileSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
