package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;

class JournaledChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
