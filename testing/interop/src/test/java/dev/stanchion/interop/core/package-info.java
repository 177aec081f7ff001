/**
 * Everything that users of core NATS rely on, with the clients of core NATS that are in use today,
 * in their languages.
 *
 * <p>The pattern is that of the package above: behaviours are written once, in the {@code
 * …Behaviours} interfaces, {@code CoreContract} has them all, and a class per library runs them.
 *
 * <p>{@code -Dcore.server=/path/to/nats-server} runs all tests against that server. {@code
 * docs/reference/core-clients.md} is generated from these tests.
 */
@NullMarked
package dev.stanchion.interop.core;

import org.jspecify.annotations.NullMarked;
