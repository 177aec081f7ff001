package dev.stanchion.store.file;

import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("");
    }
}
