/**
 * The interfaces that the engine needs from its environment: a bus, a store, shards to run on, and
 * randomness.
 *
 * <p>The assembler of an engine implements them: the server on event loops and files, the
 * simulation on a virtual clock and a store that fails on request. The engine starts no thread,
 * opens no file or socket and reads no clock of its own.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.engine.spi.ShardExecutor} is the only thread that touches
 * the state of its shard. Stores call back on the executor that was given at the opening, either
 * inline or later.
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
