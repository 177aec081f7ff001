/**
 * One channel of a file store, as its shard has it: a log whose newest messages are in memory and
 * all of whose messages are, sooner or later, in files; and the record of its subscriptions.
 *
 * <p>{@link dev.stanchion.store.file.channel.FileChannelLog} appends to memory and hands what is
 * committed to the store's committer. A read that finds its messages in memory answers at once; any
 * other is done by one of the store's readers and answered later.
 *
 * <p><b>Owner.</b> The shard of the channel; nothing here blocks, and nothing here touches a file.
 * A {@code ShardPart} is what all channels of a shard share.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1, 2 and 6.3; {@code docs/decisions/0009}.
 *
 * <p><b>Errors.</b> An append that is refused changes nothing: {@code BUSY} if the disk cannot keep
 * up, {@code FULL} if it is, {@code IO} if it fails.
 */
@NullMarked
package dev.stanchion.store.file.channel;

import org.jspecify.annotations.NullMarked;
