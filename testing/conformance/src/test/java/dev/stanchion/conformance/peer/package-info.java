/**
 * A NATS connection and, on top of it, a streaming client, both by hand.
 *
 * <p><b>Owner.</b> A peer belongs to its test's thread; what arrives is queued by the connection's
 * reader thread, which also answers heartbeats.
 *
 * <p><b>Errors.</b> What does not come in time is an {@link AssertionError} that says what was
 * awaited and what came instead.
 */
@NullMarked
package dev.stanchion.conformance.peer;

import org.jspecify.annotations.NullMarked;
