/**
 * Shards, a clock and chance that a test drives by hand.
 *
 * <p>{@link dev.stanchion.kit.shard.VirtualTime} is the one clock of all tests that do not wait.
 * {@link dev.stanchion.kit.shard.ManualShards} run what was handed to them in a fixed order; one
 * shard {@linkplain dev.stanchion.kit.shard.ManualShard#alone alone} stands for the owner of a
 * store. {@link dev.stanchion.kit.shard.Chance} draws from one seed everything that could have been
 * otherwise. Two other kinds of shards are built elsewhere, each for a reason: the simulation's
 * pick what to run next by chance and end in a crash, on the same clock; the shard of the
 * benchmarks makes no objects, so that a figure shows the engine alone.
 */
@NullMarked
package dev.stanchion.kit.shard;

import org.jspecify.annotations.NullMarked;
