package dev.stanchion.store.sql;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.store.RestoreContract;
import dev.stanchion.kit.store.StoreFixture;
import org.junit.jupiter.api.Tag;

@Tag("long")
class MariaDbRestoreTest extends RestoreContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
