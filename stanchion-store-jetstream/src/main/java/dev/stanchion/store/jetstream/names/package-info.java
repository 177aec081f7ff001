/**
 * The names of streams, subjects and keys in the NATS cluster. Each name is injective: two
 * channels, or two cluster IDs, never share one.
 */
@NullMarked
package dev.stanchion.store.jetstream.names;

import org.jspecify.annotations.NullMarked;
