/**
 * Authentication: which client may connect, and as which user.
 *
 * <p>{@link dev.stanchion.nats.auth.Authentication} is what a configuration says. The {@link
 * dev.stanchion.nats.auth.Authenticator} decides about a CONNECT in the order of {@code
 * spec/nats-core.md} 7.1; if that needs a long computation (bcrypt, a signature), it names the
 * {@link dev.stanchion.nats.auth.Proof}, and the {@link dev.stanchion.nats.auth.CredentialVerifier}
 * computes it on threads of its own.
 *
 * <p><b>Secrets.</b> A {@link dev.stanchion.nats.auth.Secret} compares and never shows its content.
 * A refused client learns only that it is refused. The log gets the reason, without the
 * credentials.
 *
 * <p><b>Owner.</b> Everything is immutable or safe for use by many threads.
 */
@NullMarked
package dev.stanchion.nats.auth;

import org.jspecify.annotations.NullMarked;
