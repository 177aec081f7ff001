/**
 * What unmodified clients notice of a server that is killed and started again: nothing but a pause.
 *
 * <p>A witness publishes without a pause and listens in every way; there is one for each client
 * library, and all say what they notice in the same words, which {@link
 * dev.stanchion.acceptance.restart.Witness} understands.
 */
@NullMarked
package dev.stanchion.acceptance.restart;

import org.jspecify.annotations.NullMarked;
