/**
 * JetStream: streams with their limits, publishes with expectations, fast batches, direct gets,
 * push consumers, and the requests of the JSON API.
 *
 * <p>{@link dev.stanchion.kit.cluster.stream.JetStream} finds who answers a message; a {@link
 * dev.stanchion.kit.cluster.stream.SimulatedStream} is a stream with its leader. What a NATS server
 * can do beyond that is refused with an {@link java.lang.UnsupportedOperationException}, so that no
 * test relies on it by mistake.
 *
 * <p><b>Source.</b> Behaviour is that of nats-server 2.15.3; {@code ClusterComparisonIT} runs the
 * same conversations with both and compares the answers.
 *
 * <p><b>Owner.</b> The thread of the test.
 */
@NullMarked
package dev.stanchion.kit.cluster.stream;

import org.jspecify.annotations.NullMarked;
