/**
 * A file of records, which is written anew when half of it is void: what the catalog and the
 * session journal are written to. Each record has its length and its checksum.
 *
 * <p>{@link dev.stanchion.store.file.recordlog.RecordLog} reads, appends, syncs and compacts;
 * {@link dev.stanchion.store.file.recordlog.RecordFrame} says how a record lies in the file, and
 * finds the next whole one behind damage. What a record says is its owner's matter, which writes
 * and reads it with {@link dev.stanchion.store.file.recordlog.FieldWriter} and {@link
 * dev.stanchion.store.file.recordlog.FieldReader}.
 *
 * <p><b>Owner.</b> One thread at a time.
 *
 * <p><b>Errors.</b> {@code IOException} if the file cannot be read or written. Damage is told to
 * the owner and passed over.
 */
@NullMarked
package dev.stanchion.store.file.recordlog;

import org.jspecify.annotations.NullMarked;
