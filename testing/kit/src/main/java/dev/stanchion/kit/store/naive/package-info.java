/**
 * A store that persists without a file: its content is in a {@link
 * dev.stanchion.kit.store.naive.NaiveDisk}, which outlives it.
 *
 * <p>It proves that an implementation can pass the suites of this module, and lets tests restart a
 * server. It is slow and keeps every byte as an object, so it suits a few hundred messages.
 *
 * <p><b>Owner.</b> As in {@code dev.stanchion.engine.spi}: one shard uses a channel, and an answer
 * never comes before the call that asked has returned.
 */
@NullMarked
package dev.stanchion.kit.store.naive;

import org.jspecify.annotations.NullMarked;
