/**
 * Who may come in, and as whom.
 *
 * <p>{@link dev.stanchion.nats.auth.Authentication} is what a configuration says. The {@link
 * dev.stanchion.nats.auth.Authenticator} decides about a CONNECT in the order of {@code
 * spec/nats-core.md} 7.1; where that needs a computation which takes long (bcrypt, a signature), it
 * names the {@link dev.stanchion.nats.auth.Proof}, and the {@link
 * dev.stanchion.nats.auth.ProofDesk} has it computed on threads of its own.
 *
 * <p><b>Secrets.</b> A {@link dev.stanchion.nats.auth.Secret} compares, and tells nobody what it
 * is. Refusals tell a client nothing but that it is refused; why is for the log, without the
 * credentials.
 *
 * <p><b>Owner.</b> Everything is immutable or safe for use by many threads.
 */
@NullMarked
package dev.stanchion.nats.auth;

import org.jspecify.annotations.NullMarked;
