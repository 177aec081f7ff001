/**
 * What was delivered and acknowledged since the catalog last said so, for each shard: written into
 * mapped files at the end of each of its batches, before anything leaves that the batch has sent.
 * So the end of the process loses none of it, and it costs no system call ({@code
 * docs/decisions/0026}).
 *
 * <p>A {@link dev.stanchion.store.file.delivery.DeliveryLog} has two files and writes to one of
 * them. The catalog is brought up to date before the other is written again. At a start {@link
 * dev.stanchion.store.file.delivery.DeliveryHistory} reads them, unless the machine has ended
 * meanwhile: then nobody knows which of their pages had reached the disk.
 *
 * <p><b>Owner.</b> Each log is its shard's; the keeper makes its files ready.
 */
@NullMarked
package dev.stanchion.store.file.delivery;

import org.jspecify.annotations.NullMarked;
