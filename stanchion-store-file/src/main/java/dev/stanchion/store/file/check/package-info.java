/**
 * Looking through a store's directory without starting it: what is there, what is damaged, and what
 * can be done about it.
 *
 * <p>{@link dev.stanchion.store.file.check.StoreCheck} reads with the store's own code, on a {@link
 * dev.stanchion.store.file.check.ReadOnlyDisk}, so there is no second truth about the format.
 * {@link dev.stanchion.store.file.check.StoreRepair} sets damaged files aside and leaves what of
 * them can be read; it deletes nothing.
 *
 * <p><b>Errors.</b> What is wrong with the files is a {@link
 * dev.stanchion.store.file.check.Finding}; a {@code StoreException} says that nothing could be
 * found out: no store, a newer format, another server at work.
 */
@NullMarked
package dev.stanchion.store.file.check;

import org.jspecify.annotations.NullMarked;
