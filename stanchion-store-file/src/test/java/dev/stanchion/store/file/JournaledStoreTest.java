package dev.stanchion.store.file;

import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
