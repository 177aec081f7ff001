package dev.stanchion.store.contract;

class NaiveChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
