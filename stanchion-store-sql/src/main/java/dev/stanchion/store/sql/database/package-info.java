/**
 * The access to the database: the tables, the differences between PostgreSQL and MySQL, and the
 * transient failures.
 *
 * <p>The tables of NATS Streaming keep their names, columns and meaning, so that the Go server can
 * use them again at any time ({@code spec/stores.md} 4.1). Data that only Stanchion needs is in
 * separate tables, whose names begin with {@code Stanchion}.
 *
 * <p><b>Owner.</b> Everything here is immutable and blocks the calling thread, which is never a
 * shard's.
 *
 * <p><b>Errors.</b> {@link java.sql.SQLException}, which the store turns into its own.
 */
@NullMarked
package dev.stanchion.store.sql.database;

import org.jspecify.annotations.NullMarked;
