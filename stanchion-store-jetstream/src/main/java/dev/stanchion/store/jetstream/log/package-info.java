/**
 * A channel's messages. {@link dev.stanchion.store.jetstream.log.JetStreamChannelLog} is the log
 * that the engine uses. It keeps the newest messages in memory and knows from a ledger which
 * messages exist (both are in {@link dev.stanchion.store.jetstream.log.Contents}). It brings new
 * ones into the form of the stream ({@link dev.stanchion.store.jetstream.log.StreamForm}), hands
 * them to the writer of the stream, and reads older ones page by page ({@link
 * dev.stanchion.store.jetstream.log.StreamReader}). {@link
 * dev.stanchion.store.jetstream.log.Upkeep} removes from the stream what the log has dropped.
 *
 * <p><b>Owner.</b> The channel's shard.
 */
@NullMarked
package dev.stanchion.store.jetstream.log;

import org.jspecify.annotations.NullMarked;
