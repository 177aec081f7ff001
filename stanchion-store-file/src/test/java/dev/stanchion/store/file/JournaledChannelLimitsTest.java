package dev.stanchion.store.file;

import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.StoreFixture;

class JournaledChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new JournaledDevice("messages, and what is pending of them, end with the process");
    }
}
