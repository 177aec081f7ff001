package dev.stanchion.store.sql;

import dev.stanchion.databases.MariaDbServer;
import dev.stanchion.store.contract.StoreContract;
import dev.stanchion.store.contract.StoreFixture;
import org.junit.jupiter.api.Tag;

@Tag("long")
class MariaDbStoreTest extends StoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
