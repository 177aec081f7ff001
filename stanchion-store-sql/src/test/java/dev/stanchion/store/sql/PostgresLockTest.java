package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;

class PostgresLockTest extends SqlLockContract {
    PostgresLockTest() {
        super(PostgresServer.shared());
    }
}
