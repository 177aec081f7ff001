/**
 * A channel's messages. {@link dev.stanchion.store.sql.log.SqlChannelLog} is the log that the
 * engine uses. It keeps the newest messages in a {@link dev.stanchion.store.remote.Tail}, knows
 * from a {@link dev.stanchion.store.remote.Ledger} which messages exist, hands new messages to the
 * writer, and reads older messages page by page.
 *
 * <p><b>Owner.</b> The channel's shard.
 */
@NullMarked
package dev.stanchion.store.sql.log;

import org.jspecify.annotations.NullMarked;
