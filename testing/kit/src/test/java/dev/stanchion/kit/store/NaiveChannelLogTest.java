package dev.stanchion.kit.store;

import dev.stanchion.kit.store.naive.NaiveDevice;

class NaiveChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
