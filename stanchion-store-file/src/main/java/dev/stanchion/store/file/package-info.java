/**
 * The embedded stores: {@link dev.stanchion.store.file.FileStore}, {@link
 * dev.stanchion.store.file.MemoryStore}, and the journal of sessions for the memory store.
 *
 * <p>The file store keeps everything in a directory, which no other server may use. A shard appends
 * messages to memory ({@code log}, {@code channel}). One commit log makes them durable, for all
 * channels together ({@code commit}). Some time later their bytes are in the segments of their
 * channels ({@code segment}). Clients, channels and subscriptions are in the catalog ({@code
 * catalog}). Deliveries that the catalog does not contain yet are in mapped files ({@code
 * delivery}). No shard waits for the disk: the threads of {@code work} do the work, on the files of
 * {@code disk}. {@code check} checks a directory and repairs it.
 *
 * <p>The memory store keeps channels off the heap and forgets them when the process ends. A channel
 * is a {@link dev.stanchion.store.file.log.SegmentedLog}; the package of that class describes the
 * layout of its bytes. The memory store never recovers, so it records no clients, and of
 * subscriptions only the highest ID. With a {@code journal} it keeps sessions: a record log ({@code
 * recordlog}) and a table of positions.
 *
 * <p><b>Owner.</b> A store is safe for use by many threads. The objects of a channel belong to the
 * shard that opened the channel.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1, 2 and 8; {@code docs/decisions/0009}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException}; if there is no memory or disk
 * space for a message, of the kind {@code FULL}.
 */
@NullMarked
package dev.stanchion.store.file;

import org.jspecify.annotations.NullMarked;
