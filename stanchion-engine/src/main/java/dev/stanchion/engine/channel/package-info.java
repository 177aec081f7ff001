/**
 * Channels: how they come and go, what is recorded in them, and who listens.
 *
 * <p>Every shard has a {@link dev.stanchion.engine.channel.ChannelTable} of the channels it owns; a
 * {@link dev.stanchion.engine.channel.Channel} has the log and the {@link
 * dev.stanchion.engine.channel.Interest} in it. Names are given out by {@link
 * dev.stanchion.engine.channel.ChannelNames}, on one shard, because limits and letter case concern
 * all channels together.
 *
 * <p><b>Owner.</b> The channel's shard; {@code ChannelNames} belongs to shard {@link
 * dev.stanchion.engine.shard.Shards#REGISTRY}.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 5, 7, 9 and 10.
 *
 * <p><b>Errors.</b> A request that cannot be granted is a value with the text that goes on the
 * wire; a failing store is reported to whoever asked, with its text.
 */
@NullMarked
package dev.stanchion.engine.channel;

import org.jspecify.annotations.NullMarked;
