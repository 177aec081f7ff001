/**
 * A store that persists without a file: what it keeps is in a {@link
 * dev.stanchion.kit.store.naive.NaiveDisk}, which outlives it.
 *
 * <p>It proves that the suites of this module can be passed, and lets tests restart a server. It is
 * slow and keeps every byte as an object: no more than a few hundred messages are good for it.
 *
 * <p><b>Owner.</b> As in {@code dev.stanchion.engine.spi}: a channel is used by one shard, and
 * answers never come before the asking call has returned.
 */
@NullMarked
package dev.stanchion.kit.store.naive;

import org.jspecify.annotations.NullMarked;
