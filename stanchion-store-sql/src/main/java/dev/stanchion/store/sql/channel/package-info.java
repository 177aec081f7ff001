/**
 * Opens, creates and deletes channels. {@link dev.stanchion.store.sql.channel.ChannelDesk} knows
 * which there are and gives numbers to new ones; a {@link
 * dev.stanchion.store.sql.channel.ChannelOpening} makes the logs of messages and subscriptions of
 * one channel.
 *
 * <p><b>Owner.</b> The desk is safe for use by many threads. An opening belongs to its channel's
 * shard.
 */
@NullMarked
package dev.stanchion.store.sql.channel;

import org.jspecify.annotations.NullMarked;
