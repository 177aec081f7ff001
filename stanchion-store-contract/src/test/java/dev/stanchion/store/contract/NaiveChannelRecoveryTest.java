package dev.stanchion.store.contract;

class NaiveChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
