package dev.stanchion.store.sql;

import dev.stanchion.kit.database.PostgresServer;

class PostgresGuidsTest extends SqlGuidsContract {
    PostgresGuidsTest() {
        super(PostgresServer.shared());
    }
}
