/**
 * The byte-level contract of a core NATS server: the numbered checks of {@code spec/nats-core.md}
 * 13, run over sockets against whatever server a subclass supplies.
 *
 * <p>The checks are lines of {@code checks.txt} in the step syntax of the specification, with three
 * steps of our own: {@code A.…} sends one byte per packet, {@code A!} closes the connection, and a
 * letter is opened by its first step.
 */
@NullMarked
package dev.stanchion.nats.conformance;

import org.jspecify.annotations.NullMarked;
