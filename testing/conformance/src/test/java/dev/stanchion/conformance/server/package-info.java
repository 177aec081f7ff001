/**
 * Starts the server under test, once for each set of flags, and stops it after the last test.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.conformance.server.ServerProcess} is shared by all tests
 * with the same flags; a {@link dev.stanchion.conformance.server.ServerUnderTest} is one test's
 * view of it, with channels and clients of its own.
 */
@NullMarked
package dev.stanchion.conformance.server;

import org.jspecify.annotations.NullMarked;
