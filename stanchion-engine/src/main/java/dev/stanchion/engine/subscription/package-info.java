/**
 * Deliveries and redeliveries of one subscription, and the effects of its acknowledgements.
 *
 * <p>A {@link dev.stanchion.engine.subscription.Dispatcher} has a position in a channel and moves
 * it forward. A plain or durable subscription has its own; the members of a queue group share one.
 * A {@link dev.stanchion.engine.subscription.Subscription} knows its unacknowledged messages (its
 * {@link dev.stanchion.engine.subscription.AckWindow}), and {@link
 * dev.stanchion.engine.subscription.Redelivery} sends them again when they are due.
 *
 * <p><b>Owner.</b> The shard of the channel. Every method is called on that shard and returns
 * without blocking.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 5 to 7. If a class differs from it on purpose, its
 * comment has a section "Differs".
 *
 * <p><b>Units.</b> Sequences count from 1. {@code …Nanos} is an elapsed time, {@code …EpochNanos} a
 * time of day as stored in a message.
 *
 * <p><b>Errors.</b> A message that cannot be read is skipped and logged if its bytes are damaged.
 * If reading failed, it is read again later.
 */
@NullMarked
package dev.stanchion.engine.subscription;

import org.jspecify.annotations.NullMarked;
