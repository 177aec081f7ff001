/**
 * What clients, channels and subscriptions may take, whoever they belong to: how long a name may
 * be, and how much memory all of them may need together. A request that goes beyond is refused, so
 * that no client can end the server for all.
 *
 * <p><b>Owner.</b> {@link dev.stanchion.engine.registration.Allowance} is for many threads, since
 * the registrations of all shards share one heap; the rest is stateless.
 *
 * <p><b>Errors.</b> A refusal is a text for the client, as everywhere in the engine.
 */
@NullMarked
package dev.stanchion.engine.registration;

import org.jspecify.annotations.NullMarked;
