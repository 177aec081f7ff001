/**
 * Queue groups: subscriptions that share one position, so that each message goes to one of them.
 *
 * <p><b>Owner.</b> The shard of the channel.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 8.
 */
@NullMarked
package dev.stanchion.engine.queue;

import org.jspecify.annotations.NullMarked;
