package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.ChannelRecoveryContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresChannelRecoveryTest extends ChannelRecoveryContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
