/**
 * The proof from outside: unmodified clients, real processes and hostile bytes against the server
 * as it is shipped. All of it is tests but {@code process}, which {@code stanchion-interop} uses
 * too.
 *
 * <ul>
 *   <li>{@code process}: starts programs and the server, shows what they said, kills them.
 *   <li>{@code tickets}: the story of {@code examples/tickets}, with each client library.
 *   <li>{@code wire}: what a client library never sends, and a client that never reads.
 *   <li>{@code cli}: flags, exit codes, and the commands of {@code bin/stanchion}.
 * </ul>
 */
@NullMarked
package dev.stanchion.acceptance;

import org.jspecify.annotations.NullMarked;
