package dev.stanchion.store.sql;

import dev.stanchion.databases.MariaDbServer;
import dev.stanchion.store.contract.ChannelLimitsContract;
import dev.stanchion.store.contract.StoreFixture;

class MariaDbChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
