/**
 * A channel's messages. {@link dev.stanchion.store.jetstream.log.JetStreamChannelLog} is the log
 * that the engine uses. It keeps the newest messages in memory, knows from a ledger which messages
 * exist, hands new ones to the writer of its stream, and reads older ones page by page.
 *
 * <p><b>Owner.</b> The channel's shard.
 */
@NullMarked
package dev.stanchion.store.jetstream.log;

import org.jspecify.annotations.NullMarked;
