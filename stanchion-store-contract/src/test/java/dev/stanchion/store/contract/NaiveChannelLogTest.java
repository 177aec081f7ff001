package dev.stanchion.store.contract;

class NaiveChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new NaiveDevice();
    }
}
