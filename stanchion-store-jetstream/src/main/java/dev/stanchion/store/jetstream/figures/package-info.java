/**
 * What the store counts for its operators: how batches go, why recoveries began, how long streams
 * did not answer, and how far a follower was behind.
 *
 * <p><b>Cost.</b> Some additions for each batch, none for each message.
 */
@NullMarked
package dev.stanchion.store.jetstream.figures;

import org.jspecify.annotations.NullMarked;
