package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.ChannelLogContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
