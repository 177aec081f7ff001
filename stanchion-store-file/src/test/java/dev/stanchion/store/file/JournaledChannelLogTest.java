package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLogContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
