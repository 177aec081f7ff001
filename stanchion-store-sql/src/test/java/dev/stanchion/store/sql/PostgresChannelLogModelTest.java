package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.ChannelLogModelContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresChannelLogModelTest extends ChannelLogModelContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
