/**
 * The records of a memory store that outlive its process, so that clients continue after a restart:
 * the connected clients, the subscriptions, and the progress of each channel.
 *
 * <p>A {@link dev.stanchion.store.file.journal.FileJournal} has a directory of its own, with a
 * {@link dev.stanchion.store.file.recordlog.RecordLog} of clients, channels and subscriptions, and
 * a file of positions that is mapped to memory. Messages, their deliveries and acknowledgements are
 * not in it: they end with the process. A {@code Belief} decides when a later run may continue with
 * it, and when it begins a new one.
 *
 * <p>{@code RecordLog} knows nothing of sessions; other code with a few changing facts may use it.
 *
 * <p><b>Owner.</b> A journal is safe for use by many threads: records have a thread of their own,
 * positions belong to the shards of their channels.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 3.2 and 11; {@code docs/decisions/0007}.
 *
 * <p><b>Errors.</b> If a journal cannot be written, there is one warning in the log and nothing
 * else: no request fails because of it. A damaged log is a {@code StoreException} of kind {@code
 * CORRUPT}, and is set aside.
 */
@NullMarked
package dev.stanchion.store.file.journal;

import org.jspecify.annotations.NullMarked;
