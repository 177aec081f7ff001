/**
 * Every behaviour that users rely on, proven with every unmodified streaming client in its
 * language, and with the clients of core NATS.
 *
 * <p>The module contains only tests; other modules do not use it. Each behaviour is a test, written
 * once, in one of the {@code …Behaviours} interfaces. {@code InteropContract} has them all, and a
 * class per client and version runs them. The client itself runs in a driver: a program in its own
 * language, in {@code src/test/drivers}, which executes the requests of a test and reports events.
 *
 * <ul>
 *   <li>{@code driver}: starts the drivers and speaks with them.
 *   <li>{@code client}: a client library as one test sees it, and the list of libraries.
 *   <li>{@code network}: a network that can fail.
 *   <li>{@code chaos}: several servers in trouble, with one process of each library.
 *   <li>{@code page}: the pages that are generated from these tests.
 *   <li>{@code core}: the same for clients of core NATS.
 * </ul>
 *
 * <p>{@code -Dacceptance.server=/path/to/nats-streaming-server} runs all tests against the Go
 * server. {@code docs/reference/clients.md} is generated from these tests.
 */
@NullMarked
package dev.stanchion.interop;

import org.jspecify.annotations.NullMarked;
