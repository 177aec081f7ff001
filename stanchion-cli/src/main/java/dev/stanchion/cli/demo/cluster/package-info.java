/**
 * The story of a takeover: three nats-servers, two Stanchions, a publisher and a listener, and the
 * end of the active Stanchion.
 *
 * <p>{@link dev.stanchion.cli.demo.cluster.ClusterDemo} plays it. {@code NatsServerProgram} finds a
 * nats-server that is new enough. {@code Servers} has all processes and what they store, and leaves
 * nothing of them behind. {@code Child} is one of these processes.
 */
@NullMarked
package dev.stanchion.cli.demo.cluster;

import org.jspecify.annotations.NullMarked;
