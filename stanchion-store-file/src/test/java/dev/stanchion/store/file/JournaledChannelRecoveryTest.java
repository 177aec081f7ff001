package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelRecoveryContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
