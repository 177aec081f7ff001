package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;

class JournaledChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
