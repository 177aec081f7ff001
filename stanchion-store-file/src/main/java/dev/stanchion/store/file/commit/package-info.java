/**
 * The commit log: every message of every channel goes there first, in the order in which the shards
 * committed it, with one write and one sync for all that has gathered.
 *
 * <p>A {@link dev.stanchion.store.file.commit.Committer} writes it and tells the shards what has
 * become durable. From there runs of messages go on to the segments of their channels; a file of
 * the commit log is deleted once all that it holds is safe there. After a crash a {@link
 * dev.stanchion.store.file.commit.CommitScan} says what is in it, and a {@link
 * dev.stanchion.store.file.commit.Replay} hands one channel's part on.
 *
 * <p>Its files are written ahead with zeros ({@code WrittenAhead}), which cost a sync once for
 * hundreds of frames, and which a scan takes for the end.
 *
 * <p><b>Owner.</b> The store's committer. Scans and replays belong to whoever recovers.
 *
 * <p><b>Errors.</b> A write or a sync that fails is told to the channels as a loss of all that had
 * not become durable; the file is not used again, and the log goes on in a fresh one.
 */
@NullMarked
package dev.stanchion.store.file.commit;

import org.jspecify.annotations.NullMarked;
