package dev.stanchion.store.sql;

import dev.stanchion.store.sql.source.SqlSource;

/** A real database server that the tests share. */
interface DatabaseServer {
    /** Creates an empty database, for one test. */
    SqlSource newDatabase();

    int port();
}
