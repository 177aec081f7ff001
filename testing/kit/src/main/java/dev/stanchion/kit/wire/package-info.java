/**
 * Clients of NATS for tests of a server: they know the lines of the protocol and do what a test
 * says, also what no client library does.
 *
 * <p>{@link dev.stanchion.kit.wire.RawClient} is read by the thread of the test. {@link
 * dev.stanchion.kit.wire.DispatchingClient} is read by a thread of its own, which hands messages to
 * handlers, and tells when the connection is lost. Requests of streaming are not known here: each
 * test module encodes them with the codec that it trusts.
 */
@NullMarked
package dev.stanchion.kit.wire;

import org.jspecify.annotations.NullMarked;
