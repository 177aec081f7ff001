/**
 * What an HTTP API needs: a call, its reply, routes by method and template, JSON in and out, and
 * problems. It knows neither the network nor the server's state.
 *
 * <p><b>Owner.</b> Everything here is immutable, or belongs to the one call that uses it.
 */
@NullMarked
package dev.stanchion.server.http;

import org.jspecify.annotations.NullMarked;
