package dev.stanchion.store.contract;

class NaiveChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
