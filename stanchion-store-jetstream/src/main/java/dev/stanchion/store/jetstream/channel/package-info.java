/**
 * Opens, creates and deletes channels. {@link
 * dev.stanchion.store.jetstream.channel.ChannelRegistry} knows the existing channels. A {@link
 * dev.stanchion.store.jetstream.channel.ChannelOpening} creates the stream of one channel, or
 * checks it, and makes its logs.
 *
 * <p><b>Owner.</b> The registry is safe for use by many threads. An opening belongs to its
 * channel's shard.
 */
@NullMarked
package dev.stanchion.store.jetstream.channel;

import org.jspecify.annotations.NullMarked;
