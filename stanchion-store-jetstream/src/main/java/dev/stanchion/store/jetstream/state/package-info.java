/**
 * The state of a cluster ID in its key-value bucket: who is active, clients, channels,
 * subscriptions. {@link dev.stanchion.store.jetstream.state.BucketReader} follows what is written
 * there, {@link dev.stanchion.store.jetstream.state.Claim} makes this process the one that writes,
 * and {@link dev.stanchion.store.jetstream.state.StateWriter} writes. Each write names the sequence
 * that the bucket must have before it, so a process that is not active any more can write nothing.
 *
 * <p><b>Owner.</b> The shard of the registry, except logs of channels, which belong to the
 * channel's shard.
 */
@NullMarked
package dev.stanchion.store.jetstream.state;

import org.jspecify.annotations.NullMarked;
