/**
 * Keeps channels in PostgreSQL, MySQL or MariaDB, in the tables of NATS Streaming's SQL store. A
 * database of the Go server works with it unchanged, and works with the Go server again afterwards.
 *
 * <p>This package is the public part: {@link dev.stanchion.store.sql.SqlStore} with its options and
 * its source of connections. The packages below it:
 *
 * <ul>
 *   <li>{@code write}: shards leave their changes for the writer; all changes that come while one
 *       transaction runs become the next transaction;
 *   <li>{@code read}: pages of messages, on a few threads;
 *   <li>{@code lease}: the lock. Each transaction first checks that this server still holds it, so
 *       a server that lost the lock writes nothing;
 *   <li>{@code log}, {@code subscription}, {@code channel}: the channel's part on its shard;
 *   <li>{@code recovery}: reads the database at the start;
 *   <li>{@code database}: tables, dialects, transactions, and which failures are temporary;
 *   <li>{@code source}: reads the address of a database.
 * </ul>
 *
 * <p><b>Owner.</b> A store is safe for use by many threads. Its objects for a channel belong to the
 * shard that opened the channel.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1, 2, 4 and 6, from {@code stores/sqlstore.go} of
 * nats-streaming-server 0.25.6.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException}: {@code BUSY} while too much
 * waits for the database, {@code FULL} when it has no room, {@code FENCED} once another server has
 * taken it over, {@code CORRUPT} for damaged rows, {@code IO} for the rest.
 */
@NullMarked
package dev.stanchion.store.sql;

import org.jspecify.annotations.NullMarked;
