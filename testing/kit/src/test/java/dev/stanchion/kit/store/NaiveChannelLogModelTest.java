package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
