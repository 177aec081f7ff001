/**
 * The lock that keeps a second server away from the database. {@link
 * dev.stanchion.store.sql.lease.Lease} takes the lock, increments its tick, and checks before each
 * write that this server still holds it. {@link dev.stanchion.store.sql.SqlLock} is the same lock
 * for the members of a group.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 4.3.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException} of kind {@code BUSY} if another
 * server holds the lock, {@code FENCED} if another server has taken it over.
 */
@NullMarked
package dev.stanchion.store.sql.lease;

import org.jspecify.annotations.NullMarked;
