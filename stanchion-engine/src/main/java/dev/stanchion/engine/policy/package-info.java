/**
 * The policies of an operator for channels, groups and durables: how deliveries differ from what
 * clients ask for, without a change of any client.
 *
 * <p>{@link dev.stanchion.engine.policy.Policies} are rules from the top to the bottom; {@link
 * dev.stanchion.engine.policy.Policy} is what they come to for one position. {@link
 * dev.stanchion.engine.policy.PolicyKey} lists the keys, and which of them this version supports.
 *
 * <p><b>Owner.</b> Everything here is immutable and safe for use by many threads; {@code
 * engine.subscription} and {@code engine.queue} act on it.
 *
 * <p><b>Errors.</b> A rule that cannot be used is a {@link
 * dev.stanchion.engine.policy.PolicyException}, before the engine gets it.
 */
@NullMarked
package dev.stanchion.engine.policy;

import org.jspecify.annotations.NullMarked;
