/**
 * A NATS connection and, on top of it, a streaming client, both by hand.
 *
 * <p><b>Owner.</b> A peer belongs to its test's thread. The connection's reader thread queues the
 * messages that arrive, and answers heartbeats.
 *
 * <p><b>Errors.</b> If an expected message does not come in time, there is an {@link
 * AssertionError} with the expectation and the messages that came instead.
 */
@NullMarked
package dev.stanchion.conformance.peer;

import org.jspecify.annotations.NullMarked;
