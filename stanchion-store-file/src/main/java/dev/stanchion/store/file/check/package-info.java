/**
 * Checks a store's directory without starting it, and repairs it.
 *
 * <p>{@link dev.stanchion.store.file.check.StoreCheck} reads with the store's own code, on a {@link
 * dev.stanchion.store.file.check.ReadOnlyDisk}, so there is only one implementation of the format.
 * {@link dev.stanchion.store.file.check.StoreRepair} sets damaged files aside and keeps everything
 * that can be read; it deletes nothing.
 *
 * <p><b>Errors.</b> A damage of a file is a {@link dev.stanchion.store.file.check.Finding}. A
 * {@code StoreException} means that the check failed: there is no store, the format is newer, or
 * another server is at work.
 */
@NullMarked
package dev.stanchion.store.file.check;

import org.jspecify.annotations.NullMarked;
