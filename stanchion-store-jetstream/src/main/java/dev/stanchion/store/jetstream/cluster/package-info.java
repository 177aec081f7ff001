/**
 * What the store needs from a NATS cluster: to publish messages, and to receive them. The links of
 * {@code stanchion-nats} implement it in production, a simulated cluster in tests.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.store.jetstream.cluster.ClusterLink} belongs to one
 * shard.
 */
@NullMarked
package dev.stanchion.store.jetstream.cluster;

import org.jspecify.annotations.NullMarked;
