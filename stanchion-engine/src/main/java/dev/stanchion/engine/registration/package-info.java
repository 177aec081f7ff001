/**
 * The bounds of clients, channels and subscriptions, whoever owns them: the length of a name, and
 * the memory of all together. The engine refuses a request beyond a bound, so that no client can
 * end the server for all.
 *
 * <p><b>Owner.</b> {@link dev.stanchion.engine.registration.Allowance} is for many threads, because
 * the registrations of all shards share one heap; the rest is stateless.
 *
 * <p><b>Errors.</b> A refusal is a text for the client, as everywhere in the engine.
 */
@NullMarked
package dev.stanchion.engine.registration;

import org.jspecify.annotations.NullMarked;
