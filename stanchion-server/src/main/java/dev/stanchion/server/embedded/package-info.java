/**
 * The engine's seams on the embedded NATS server: its event loops are the shards, its in-process
 * messaging is the bus.
 */
@NullMarked
package dev.stanchion.server.embedded;

import org.jspecify.annotations.NullMarked;
