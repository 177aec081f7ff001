/**
 * Snapshots of a server's connections and subscriptions.
 *
 * <p>Everything here is immutable, except the {@link dev.stanchion.nats.snapshot.History}, which is
 * safe for use by many threads and bounded. No snapshot has a reference to an open connection.
 *
 * <p><b>Units.</b> Times of day are {@link java.time.Instant}; bytes of messages include headers.
 */
@NullMarked
package dev.stanchion.nats.snapshot;

import org.jspecify.annotations.NullMarked;
