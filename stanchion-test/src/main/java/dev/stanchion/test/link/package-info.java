/**
 * The connections of clients, byte by byte. Clients connect to a port of this package, which passes
 * everything on to the server and back. So a test can cut, silence, slow or delay a connection of
 * any client library, and the port stays the same while the server restarts.
 */
@NullMarked
package dev.stanchion.test.link;

import org.jspecify.annotations.NullMarked;
