/**
 * What one subscription is sent, when it is sent again, and what its acknowledgements change.
 *
 * <p>A {@link dev.stanchion.engine.subscription.Feed} has a position in a channel and moves it
 * forward: a plain or durable subscription has its own, the members of a queue group share one. A
 * {@link dev.stanchion.engine.subscription.Subscription} knows what it was sent and has not
 * acknowledged (its {@link dev.stanchion.engine.subscription.AckWindow}), and {@link
 * dev.stanchion.engine.subscription.Redelivery} sends that again when it is due.
 *
 * <p><b>Owner.</b> The shard of the channel. Every method is called on that shard and returns
 * without blocking.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 5 to 7. A class that departs from it on purpose says
 * where, under "Differs".
 *
 * <p><b>Units.</b> Sequences count from 1. {@code …Nanos} is an elapsed time, {@code …EpochNanos} a
 * time of day as stored in a message.
 *
 * <p><b>Errors.</b> A message that cannot be read is skipped and logged if its bytes are damaged,
 * and tried again later if reading failed.
 */
@NullMarked
package dev.stanchion.engine.subscription;

import org.jspecify.annotations.NullMarked;
