/**
 * What the engine needs from the world and does not know: a bus, a store, shards to run on, chance.
 *
 * <p>Whoever assembles an engine implements these: the server on event loops and files, the
 * simulation on a virtual clock and a store that fails on request. The engine starts no thread,
 * opens no file or socket and reads no clock of its own.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.engine.spi.ShardExecutor} is the only thread that touches
 * what its shard owns. Stores call back on the executor that was given when the thing was opened,
 * either inline or later.
 *
 * <p><b>Units.</b> Sequences count from 1; 0 means "none yet". {@code …Nanos} is an elapsed time,
 * {@code …EpochNanos} a time of day as stored in a message.
 *
 * <p><b>Errors.</b> A store reports {@link dev.stanchion.engine.spi.StoreException}; the shard
 * decides what follows from it.
 */
@NullMarked
package dev.stanchion.engine.spi;

import org.jspecify.annotations.NullMarked;
