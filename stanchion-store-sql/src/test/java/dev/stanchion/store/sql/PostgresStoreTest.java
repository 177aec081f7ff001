package dev.stanchion.store.sql;

import dev.stanchion.databases.PostgresServer;
import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;

class PostgresStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
