/**
 * The database as the store sees it: the tables, what PostgreSQL and MySQL say differently, and
 * which failures go away by themselves.
 *
 * <p>The tables of NATS Streaming keep their names, columns and meaning, so that its server can go
 * on with them at any time ({@code spec/stores.md} 4.1). What only Stanchion needs is in tables of
 * its own, whose names begin with {@code Stanchion}.
 *
 * <p><b>Owner.</b> Everything here is immutable and blocks the calling thread, which is never a
 * shard's.
 *
 * <p><b>Errors.</b> {@link java.sql.SQLException}, which the store turns into its own.
 */
@NullMarked
package dev.stanchion.store.sql.database;

import org.jspecify.annotations.NullMarked;
