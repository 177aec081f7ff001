/**
 * Connects the engine with the embedded NATS server: the router is the bus, and random numbers come
 * from the system.
 *
 * <p>Every type here only adapts an interface. The engine or the NATS server documents its meaning.
 *
 * <p><b>Owner.</b> Safe for use by many threads, except that a view belongs to the loop of its
 * message.
 */
@NullMarked
package dev.stanchion.server.embedded;

import org.jspecify.annotations.NullMarked;
