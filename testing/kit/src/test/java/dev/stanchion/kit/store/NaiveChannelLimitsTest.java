package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
