/**
 * What every simulated world stands on: shards that take turns, and a trace of what happened. The
 * clock is {@link dev.stanchion.kit.shard.VirtualTime}, and chance comes from one seed, by {@link
 * dev.stanchion.kit.shard.Chance}.
 *
 * <p><b>Owner.</b> One real thread. Which of several shards would run at a moment is the seed's
 * decision, so every interleaving of real threads can occur, and occurs again for the same seed.
 *
 * <p><b>Units.</b> {@code …Nanos} is virtual elapsed time, {@code …EpochNanos} the virtual time of
 * day, which may jump.
 *
 * <p><b>Errors.</b> What a shard's task throws is given to the {@code escaped} consumer; using a
 * shard from the wrong thread is an {@link java.lang.IllegalStateException}.
 */
@NullMarked
package dev.stanchion.simulation.world;

import org.jspecify.annotations.NullMarked;
