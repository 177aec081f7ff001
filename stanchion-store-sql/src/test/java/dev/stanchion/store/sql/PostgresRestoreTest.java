package dev.stanchion.store.sql;

import dev.stanchion.databases.PostgresServer;
import dev.stanchion.store.contract.RestoreContract;
import dev.stanchion.store.contract.StoreFixture;

class PostgresRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
