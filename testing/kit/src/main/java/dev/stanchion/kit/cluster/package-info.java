/**
 * A NATS cluster with JetStream in memory, for tests of what uses one.
 *
 * <p>{@link dev.stanchion.kit.cluster.SimulatedCluster} is the cluster, {@link
 * dev.stanchion.kit.cluster.ClusterConnection} a client's connection to it. How slow and how faulty
 * it is says a {@link dev.stanchion.kit.cluster.core.ClusterBehaviour}; a {@link
 * dev.stanchion.kit.cluster.ClusterTap} loses single messages, or does something between two of
 * them. Whoever tests a store adapts the connection to the store's own interface.
 *
 * <p><b>Owner.</b> The thread of the test. Everything follows from one seed.
 */
@NullMarked
package dev.stanchion.kit.cluster;

import org.jspecify.annotations.NullMarked;
