/**
 * The HTTP API on the monitoring port of a running server, for the commands that ask it.
 *
 * <p>{@link dev.stanchion.admin.http.ApiClient} sends requests, and {@link
 * dev.stanchion.cli.api.JsonTree} reads the answers as they are printed: with every member, also
 * those that this version does not know. What an answer means to the user is a matter of the
 * command.
 */
@NullMarked
package dev.stanchion.cli.api;

import org.jspecify.annotations.NullMarked;
