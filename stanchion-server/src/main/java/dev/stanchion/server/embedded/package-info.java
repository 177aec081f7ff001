/**
 * The engine's seams on the embedded NATS server: an event loop is a shard, the router is the bus,
 * and chance comes from the system.
 *
 * <p>Every type here only translates; what it means is said where the engine or the NATS server
 * defines it.
 *
 * <p><b>Owner.</b> Safe for use by many threads, except that a view belongs to the loop of its
 * message.
 */
@NullMarked
package dev.stanchion.server.embedded;

import org.jspecify.annotations.NullMarked;
