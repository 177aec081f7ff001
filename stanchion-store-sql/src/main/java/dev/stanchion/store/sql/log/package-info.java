/**
 * A channel's messages. {@link dev.stanchion.store.sql.log.SqlChannelLog} is what the engine sees
 * of them: it keeps the newest in a {@link dev.stanchion.store.sql.log.Tail}, knows from a {@link
 * dev.stanchion.store.sql.log.Ledger} which messages there are, hands new ones to the writer, and
 * reads the others page by page.
 *
 * <p><b>Owner.</b> The channel's shard.
 */
@NullMarked
package dev.stanchion.store.sql.log;

import org.jspecify.annotations.NullMarked;
