package dev.stanchion.store.sql;

import dev.stanchion.databases.MariaDbServer;
import dev.stanchion.store.contract.ClientLogContract;
import dev.stanchion.store.contract.StoreFixture;

class MariaDbClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
