/**
 * Channels: their creation and deletion, their messages, and their subscriptions.
 *
 * <p>Every shard has a {@link dev.stanchion.engine.channel.ChannelTable} of the channels that it
 * owns. A {@link dev.stanchion.engine.channel.Channel} has the log and the {@link
 * dev.stanchion.engine.channel.Interest} in it. {@link dev.stanchion.engine.channel.ChannelNames}
 * gives out names, on one shard, because limits and letter case concern all channels together.
 *
 * <p><b>Owner.</b> The channel's shard; {@code ChannelNames} belongs to shard {@link
 * dev.stanchion.engine.shard.Shards#REGISTRY}.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 5, 7, 9 and 10.
 *
 * <p><b>Errors.</b> A request that cannot be granted is a value with the text on the wire. If the
 * store fails, the caller gets its error text.
 */
@NullMarked
package dev.stanchion.engine.channel;

import org.jspecify.annotations.NullMarked;
