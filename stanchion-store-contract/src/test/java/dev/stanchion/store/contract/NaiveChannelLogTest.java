package dev.stanchion.store.contract;

import dev.stanchion.store.contract.naive.NaiveDevice;

class NaiveChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
