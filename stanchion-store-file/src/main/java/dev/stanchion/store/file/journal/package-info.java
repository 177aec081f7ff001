/**
 * What a memory store remembers beyond its process, so that clients go on after a restart: who was
 * connected, what was subscribed to, and how far each channel had come.
 *
 * <p>A {@link dev.stanchion.store.file.journal.FileJournal} has a directory of its own, with a
 * {@link dev.stanchion.store.file.recordlog.RecordLog} of clients, channels and subscriptions, and
 * a file of positions that is mapped to memory. Messages, and what was delivered or acknowledged of
 * them, are not in it: they end with the process. A {@code Belief} says when a later run may go on
 * with it, and when it begins anew.
 *
 * <p>{@code RecordLog} knows nothing of sessions, and whoever else keeps few and changing facts in
 * a file may use it.
 *
 * <p><b>Owner.</b> A journal is safe for use by many threads: records have one of its own,
 * positions belong to the shards of their channels.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 3.2 and 11; {@code docs/decisions/0007}.
 *
 * <p><b>Errors.</b> A journal that cannot be kept is a warning in the log, once, and nothing else:
 * no request fails for it. A log that is damaged is a {@code StoreException} of kind {@code
 * CORRUPT}, and is set aside.
 */
@NullMarked
package dev.stanchion.store.file.journal;

import org.jspecify.annotations.NullMarked;
