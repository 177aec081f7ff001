package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.StoreContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
