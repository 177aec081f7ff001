/**
 * The commit log: every message of every channel goes there first, in the order in which the shards
 * committed it, with one write and one sync for all that has gathered.
 *
 * <p>A {@link dev.stanchion.store.file.commit.Committer} writes it and tells the shards which
 * messages are durable. From there runs of messages go to the segments of their channels. A file of
 * the commit log is deleted once all of its messages are safe there. After a crash a {@link
 * dev.stanchion.store.file.commit.CommitScan} finds its content, and a {@link
 * dev.stanchion.store.file.commit.Replay} hands on one channel's part.
 *
 * <p>Its files are written ahead with zeros ({@code WrittenAhead}), which cost a sync once for
 * hundreds of frames, and which a scan takes for the end.
 *
 * <p><b>Owner.</b> The store's committer. Scans and replays belong to the thread that recovers.
 *
 * <p><b>Errors.</b> If a write or a sync fails, the channels learn that everything that had not
 * become durable is lost. The file is not used again, and the log continues in a new one.
 */
@NullMarked
package dev.stanchion.store.file.commit;

import org.jspecify.annotations.NullMarked;
