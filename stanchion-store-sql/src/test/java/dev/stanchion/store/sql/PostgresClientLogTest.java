package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
