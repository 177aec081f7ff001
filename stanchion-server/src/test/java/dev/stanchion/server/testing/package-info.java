/** A NATS and streaming client of bare bytes, to look at a server from outside. */
@NullMarked
package dev.stanchion.server.testing;

import org.jspecify.annotations.NullMarked;
