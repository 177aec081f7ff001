/**
 * Opens, creates and deletes channels. {@link dev.stanchion.store.sql.channel.ChannelRegistry}
 * knows the existing channels and assigns numbers to new ones. A {@link
 * dev.stanchion.store.sql.channel.ChannelOpening} creates the message log and the subscription log
 * of one channel.
 *
 * <p><b>Owner.</b> The registry is safe for use by many threads. An opening belongs to its
 * channel's shard.
 */
@NullMarked
package dev.stanchion.store.sql.channel;

import org.jspecify.annotations.NullMarked;
