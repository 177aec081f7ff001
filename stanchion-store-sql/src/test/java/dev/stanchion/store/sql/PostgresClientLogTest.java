package dev.stanchion.store.sql;

import dev.stanchion.databases.PostgresServer;
import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;

class PostgresClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
