/**
 * What users of core NATS rely on, with the clients of core NATS that are in use today, in their
 * languages.
 *
 * <p>The same pattern as the package above: behaviours are written once, in the {@code …Behaviours}
 * interfaces, {@code CoreContract} has them all, and a class per library runs them.
 *
 * <p>{@code -Dcore.server=/path/to/nats-server} runs all of it against that server. {@code
 * docs/reference/core-clients.md} is made from these tests.
 */
@NullMarked
package dev.stanchion.interop.core;

import org.jspecify.annotations.NullMarked;
