package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.StoreFixture;

class JournaledChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
