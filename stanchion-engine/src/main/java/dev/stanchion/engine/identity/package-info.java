/**
 * What an operator decides about client IDs: what becomes of a client that asks for one which
 * another holds.
 *
 * <p><b>Owner.</b> Everything here is immutable and safe for use by many threads; {@code
 * engine.client} acts on it.
 *
 * <p><b>Errors.</b> Rules that cannot be used as they are written are a {@link
 * dev.stanchion.engine.identity.MalformedPolicyException}, before anything is started.
 */
@NullMarked
package dev.stanchion.engine.identity;

import org.jspecify.annotations.NullMarked;
