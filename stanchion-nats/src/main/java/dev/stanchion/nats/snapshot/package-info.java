/**
 * What a server's connections and subscriptions looked like at one moment.
 *
 * <p>Everything here is immutable, except the {@link dev.stanchion.nats.snapshot.History}, which is
 * safe for use by many threads and bounded. Nothing leads back to a living connection.
 *
 * <p><b>Units.</b> Times of day are {@link java.time.Instant}; bytes of messages include headers.
 */
@NullMarked
package dev.stanchion.nats.snapshot;

import org.jspecify.annotations.NullMarked;
