package dev.stanchion.store.file;

import dev.stanchion.store.contract.SubscriptionLogContract;
import dev.stanchion.store.contract.StoreFixture;

class FileSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new FileDevice();
    }
}
