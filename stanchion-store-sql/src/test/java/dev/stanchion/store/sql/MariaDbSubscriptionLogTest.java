package dev.stanchion.store.sql;

import dev.stanchion.databases.MariaDbServer;
import dev.stanchion.store.contract.StoreFixture;
import dev.stanchion.store.contract.SubscriptionLogContract;
import org.junit.jupiter.api.Tag;

@Tag("long")
class MariaDbSubscriptionLogTest extends SubscriptionLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
