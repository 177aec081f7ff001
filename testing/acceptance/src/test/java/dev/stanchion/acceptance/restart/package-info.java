/**
 * The effect on unmodified clients of a server that is killed and started again: a pause and
 * nothing else.
 *
 * <p>A witness publishes without a pause and subscribes in every way. There is one for each client
 * library. All of them report in the same format, which {@link
 * dev.stanchion.acceptance.restart.Witness} reads.
 */
@NullMarked
package dev.stanchion.acceptance.restart;

import org.jspecify.annotations.NullMarked;
