package dev.stanchion.store.file;

import dev.stanchion.store.contract.ChannelLimitsContract;
import dev.stanchion.store.contract.StoreFixture;

class JournaledChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
