package dev.stanchion.store.sql;

import dev.stanchion.databases.MariaDbServer;
import dev.stanchion.store.contract.ChannelLogContract;
import dev.stanchion.store.contract.StoreFixture;
import org.junit.jupiter.api.Tag;

@Tag("long")
class MariaDbChannelLogTest extends ChannelLogContract {
    @Override
    protected StoreFixture.Device device() {
        return new SqlDevice(MariaDbServer.shared().newDatabase());
    }
}
