/**
 * What a file store knows besides messages: the server, clients, channels and their numbers,
 * subscriptions with what is pending of each, and how far each channel has come.
 *
 * <p>All of it is one {@link dev.stanchion.store.file.recordlog.RecordLog}, which is compacted when
 * half of it is void. Each record states one thing as a whole: no record needs another one before
 * it. So if one is damaged, an older statement of the same thing holds, and that is the safe side:
 * a subscription that is remembered as it was a moment earlier gets some messages again.
 *
 * <p><b>Owner.</b> The store's keeper. {@link dev.stanchion.store.file.catalog.Catalog} takes
 * records from any thread; {@code CatalogWriter} writes all that have gathered with one write, and
 * {@code CatalogFile} syncs once for all that want to know.
 *
 * <p><b>Errors.</b> What cannot be recorded is told to whoever asked; the file is then written anew
 * as a whole, since nobody knows what of the old one is on the disk.
 */
@NullMarked
package dev.stanchion.store.file.catalog;

import org.jspecify.annotations.NullMarked;
