/**
 * Recovers the state of a database when a store opens it, whether Stanchion or the Go server wrote
 * it. {@link dev.stanchion.store.sql.recovery.Recovery} reads everything except the messages.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 4.5.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException} of kind {@code CORRUPT} for
 * rows that no server can have written.
 */
@NullMarked
package dev.stanchion.store.sql.recovery;

import org.jspecify.annotations.NullMarked;
