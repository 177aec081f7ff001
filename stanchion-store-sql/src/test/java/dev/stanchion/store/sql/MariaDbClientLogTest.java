package dev.stanchion.store.sql;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.store.ClientLogContract;
import dev.stanchion.kit.store.StoreFixture;
import org.junit.jupiter.api.Tag;

@Tag("long")
class MariaDbClientLogTest extends ClientLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
