package dev.stanchion.store.sql;

import dev.stanchion.kit.database.MariaDbServer;

class MariaDbGuidsTest extends SqlGuidsContract {
    MariaDbGuidsTest() {
        super(MariaDbServer.shared());
    }
}
