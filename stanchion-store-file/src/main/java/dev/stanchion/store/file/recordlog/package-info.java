/**
 * A file of records, which is written again when half of it is void. The catalog and the session
 * journal use it. Each record has its length and its checksum.
 *
 * <p>{@link dev.stanchion.store.file.recordlog.RecordLog} reads, appends, syncs and compacts.
 * {@link dev.stanchion.store.file.recordlog.RecordFrame} has the layout of a record in the file,
 * and finds the next whole one behind damage. The owner of a log writes and reads the content of
 * records with {@link dev.stanchion.store.file.recordlog.FieldWriter} and {@link
 * dev.stanchion.store.file.recordlog.FieldReader}.
 *
 * <p><b>Owner.</b> One thread at a time.
 *
 * <p><b>Errors.</b> {@code IOException} if the file cannot be read or written. Damage is reported
 * to the owner and skipped.
 */
@NullMarked
package dev.stanchion.store.file.recordlog;

import org.jspecify.annotations.NullMarked;
