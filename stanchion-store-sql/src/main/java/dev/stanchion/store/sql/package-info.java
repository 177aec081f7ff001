/**
 * Keeps channels in PostgreSQL, MySQL or MariaDB, in the tables of NATS Streaming's SQL store: a
 * database of the Go server works here as it is, and with the Go server again afterwards.
 *
 * <p>This package is what others use: {@link dev.stanchion.store.sql.SqlStore} with its options,
 * and where it gets its connections from. Below it:
 *
 * <ul>
 *   <li>{@code write}: shards leave what they want written, and everything that was left while one
 *       transaction ran is the next;
 *   <li>{@code read}: pages of messages, on a few threads;
 *   <li>{@code lease}: the lock. Each transaction first asks whether this server still holds it, so
 *       a server that was deposed writes nothing;
 *   <li>{@code log}, {@code subscription}, {@code channel}: what the engine sees of a channel, on
 *       the channel's shard;
 *   <li>{@code recovery}: what the database has at the start;
 *   <li>{@code database}: tables, dialects, transactions, and which failures pass;
 *   <li>{@code source}: how users name a database.
 * </ul>
 *
 * <p><b>Owner.</b> A store is safe for use by many threads. What it hands out for a channel belongs
 * to the shard that opened the channel.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1, 2, 4 and 6, from {@code stores/sqlstore.go} of
 * nats-streaming-server 0.25.6.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException}: {@code BUSY} while too much
 * waits for the database, {@code FULL} when it has no room, {@code FENCED} once another server has
 * taken it over, {@code CORRUPT} for rows that cannot be what was written, {@code IO} for the rest.
 */
@NullMarked
package dev.stanchion.store.sql;

import org.jspecify.annotations.NullMarked;
