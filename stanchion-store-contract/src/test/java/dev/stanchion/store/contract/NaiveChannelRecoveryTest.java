package dev.stanchion.store.contract;

import dev.stanchion.store.contract.naive.NaiveDevice;

class NaiveChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
