/**
 * The policies of an operator for client IDs: the treatment of a client that asks for an ID in use.
 *
 * <p><b>Owner.</b> Everything here is immutable and safe for use by many threads; {@code
 * engine.client} acts on it.
 *
 * <p><b>Errors.</b> Rules that cannot be used are a {@link
 * dev.stanchion.engine.identity.MalformedPolicyException}, before the engine starts.
 */
@NullMarked
package dev.stanchion.engine.identity;

import org.jspecify.annotations.NullMarked;
