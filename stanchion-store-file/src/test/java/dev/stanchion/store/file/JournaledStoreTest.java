package dev.stanchion.store.file;

import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;

class JournaledStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
