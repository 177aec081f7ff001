/**
 * The embedded stores: {@link dev.stanchion.store.file.FileStore}, {@link
 * dev.stanchion.store.file.MemoryStore}, and the journal of sessions that can be kept beside the
 * second.
 *
 * <p>The file store keeps everything in a directory, which it has to itself. A shard appends
 * messages to memory ({@code log}, {@code channel}). One commit log makes them durable, for all
 * channels together ({@code commit}). Some time later their bytes are in the segments of their
 * channels ({@code segment}). Clients, channels and subscriptions are in the catalog ({@code
 * catalog}); what was delivered since the catalog last said so is in mapped files ({@code
 * delivery}). No shard waits for the disk: the work is done by the threads of {@code work}, on the
 * files of {@code disk}. {@code check} looks through a directory and repairs it.
 *
 * <p>The memory store keeps channels off the heap and forgets them when the process ends. A channel
 * is a {@link dev.stanchion.store.file.log.SegmentedLog}; the package of that class says how its
 * bytes lie. What a store that never recovers need not remember, it does not: of clients nothing,
 * of subscriptions the highest ID. With a {@code journal} it keeps sessions: a record log ({@code
 * recordlog}) and a table of positions.
 *
 * <p><b>Owner.</b> A store is safe for use by many threads. What it hands out for a channel belongs
 * to the shard that opened the channel.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1, 2 and 8; {@code docs/decisions/0009}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException}; without memory or disk space
 * for a message, of the kind {@code FULL}.
 */
@NullMarked
package dev.stanchion.store.file;

import org.jspecify.annotations.NullMarked;
