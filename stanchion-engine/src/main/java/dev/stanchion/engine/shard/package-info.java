/**
 * How work finds the one shard that owns the state in question.
 *
 * <p>Messages arrive on any thread. {@link dev.stanchion.engine.shard.Crossing} calls the owner's
 * handler inline if the message is there already, and otherwise carries it over in batches, in
 * order. {@link dev.stanchion.engine.shard.Backpressure} keeps waiting bytes within a bound.
 *
 * <p><b>Owner.</b> Types with state of a shard have {@link dev.stanchion.engine.shard.ShardOwned}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.shard.BugGuard} is the edge at which a bug in
 * handling one message or task stops: it is logged once, and the shard continues with the next.
 */
@NullMarked
package dev.stanchion.engine.shard;

import org.jspecify.annotations.NullMarked;
