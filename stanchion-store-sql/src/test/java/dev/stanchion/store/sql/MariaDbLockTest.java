package dev.stanchion.store.sql;

import dev.stanchion.kit.database.MariaDbServer;

class MariaDbLockTest extends SqlLockContract {
    MariaDbLockTest() {
        super(MariaDbServer.shared());
    }
}
