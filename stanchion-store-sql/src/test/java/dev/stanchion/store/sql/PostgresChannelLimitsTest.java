package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.ChannelLimitsContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresChannelLimitsTest extends ChannelLimitsContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
