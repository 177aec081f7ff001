/**
 * One channel of a file store on its shard: a log, and the record of its subscriptions. The newest
 * messages of the log are in memory, and sooner or later all messages are in files.
 *
 * <p>{@link dev.stanchion.store.file.channel.FileChannelLog} appends to memory and hands commits to
 * the store's committer. A read of messages in memory is answered at once. One of the store's
 * readers does any other read, and the answer comes later.
 *
 * <p><b>Owner.</b> The shard of the channel. Nothing here blocks or uses a file. A {@code
 * ShardPart} is the common part of all channels of a shard.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 1, 2 and 6.3; {@code docs/decisions/0009}.
 *
 * <p><b>Errors.</b> A refused append changes nothing: {@code BUSY} if the disk cannot keep up,
 * {@code FULL} if it is full, {@code IO} if it fails.
 */
@NullMarked
package dev.stanchion.store.file.channel;

import org.jspecify.annotations.NullMarked;
