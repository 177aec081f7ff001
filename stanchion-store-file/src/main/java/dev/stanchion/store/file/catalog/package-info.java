/**
 * A file store's records besides messages: the server, clients, channels and their numbers,
 * subscriptions with their pending messages, and the progress of each channel.
 *
 * <p>All records are in one {@link dev.stanchion.store.file.recordlog.RecordLog}, which is
 * compacted when half of it is void. Each record is complete by itself and needs no earlier one. So
 * if a record is damaged, an older record of the same object holds. That is the safe side: a
 * subscription in an older state gets some messages again.
 *
 * <p><b>Owner.</b> The store's keeper. {@link dev.stanchion.store.file.catalog.Catalog} takes
 * records from any thread. {@code CatalogWriter} writes all gathered records with one write, and
 * {@code CatalogFile} syncs once for all callers that wait.
 *
 * <p><b>Errors.</b> If a record cannot be written, its caller gets the error. The file is then
 * written again as a whole, because the part of the old one on the disk is unknown.
 */
@NullMarked
package dev.stanchion.store.file.catalog;

import org.jspecify.annotations.NullMarked;
