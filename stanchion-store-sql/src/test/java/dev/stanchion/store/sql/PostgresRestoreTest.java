package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;
import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreFixture;

class PostgresRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(PostgresServer.shared().newDatabase());
    }
}
