/**
 * The deliveries and acknowledgements that the catalog does not contain yet, for each shard. The
 * shard writes them into mapped files at the end of each of its batches, before any message of the
 * batch leaves. So the end of the process loses none of them, and they cost no system call ({@code
 * docs/decisions/0026}).
 *
 * <p>A {@link dev.stanchion.store.file.delivery.DeliveryLog} has two files and writes to one of
 * them. The catalog is brought up to date before the other is written again. At a start {@link
 * dev.stanchion.store.file.delivery.DeliveryHistory} reads them, unless the machine has ended
 * meanwhile: then it is unknown which of their pages had reached the disk.
 *
 * <p><b>Owner.</b> Each log belongs to its shard; the keeper makes its files ready.
 */
@NullMarked
package dev.stanchion.store.file.delivery;

import org.jspecify.annotations.NullMarked;
