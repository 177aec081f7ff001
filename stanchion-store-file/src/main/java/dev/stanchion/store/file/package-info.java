/**
 * The embedded stores. {@link dev.stanchion.store.file.MemoryStore} keeps channels off the heap and
 * forgets them when the process ends.
 *
 * <p>A channel is a {@link dev.stanchion.store.file.log.SegmentedLog}; the package of that class
 * says how its bytes lie. What a store that never recovers need not remember, it does not: of
 * clients nothing, of subscriptions the highest ID.
 *
 * <p><b>Owner.</b> A store is safe for use by many threads. What it hands out for a channel belongs
 * to the shard that opened the channel.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1 and 2.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException}; without memory for a message,
 * of the kind {@code FULL}.
 */
@NullMarked
package dev.stanchion.store.file;

import org.jspecify.annotations.NullMarked;
