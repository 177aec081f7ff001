package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLogModelContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
