package dev.stanchion.store.sql;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.SubscriptionLogContract;
import org.junit.jupiter.api.Tag;

@Tag("long")
class MariaDbSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
