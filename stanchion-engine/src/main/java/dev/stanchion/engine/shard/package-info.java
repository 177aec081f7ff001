/**
 * How work finds the one shard that owns what it touches.
 *
 * <p>Messages arrive on any thread. {@link dev.stanchion.engine.shard.Crossing} calls the owner's
 * handler inline when the message is there already, and carries it over in batches otherwise, in
 * order. {@link dev.stanchion.engine.shard.Backpressure} keeps what waits within a bound.
 *
 * <p><b>Owner.</b> Types that hold state of a shard carry {@link
 * dev.stanchion.engine.shard.ShardOwned}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.shard.BugGuard} is the edge at which a bug in
 * handling one message or task stops: it is logged once, and the shard goes on with the next.
 */
@NullMarked
package dev.stanchion.engine.shard;

import org.jspecify.annotations.NullMarked;
