/**
 * A store's directory that servers on several machines share, of which one is active.
 *
 * <p>Each term of activity has an <em>epoch</em>: a directory with all files of the store, in which
 * one server writes and no other. A server that takes over ends the term of the last epoch, and
 * begins the next with what it finds there ({@code docs/decisions/0045}). So whatever a deposed
 * server still writes, nobody reads.
 *
 * <pre>
 *   DIR/epoch-7/         the files of a store, and
 *     term               "open", or "over" and who has taken over
 *     holder             who is active
 *     beat               rewritten while that server is alive
 *   DIR/epoch-6/term     what is left of an earlier epoch
 *   DIR/claim-8-x7Qz/    the next epoch, while it is being made
 * </pre>
 *
 * <p><b>Owner.</b> The lock's thread makes epochs; the store's workers look at the term.
 */
@NullMarked
package dev.stanchion.store.file.shared;

import org.jspecify.annotations.NullMarked;
