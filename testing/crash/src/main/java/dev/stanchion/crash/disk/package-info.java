/**
 * A file system in memory with all failures of real ones.
 *
 * <p>{@link dev.stanchion.crash.disk.FaultyDisk} is the machine's disk with its page cache. A
 * process gets it by {@link dev.stanchion.crash.disk.FaultyDisk#mount} and loses it when it is
 * killed or the power fails. From then on each of its calls ends with {@link
 * dev.stanchion.crash.disk.ProcessEnded}.
 *
 * <pre>
 *   process ──► page cache ──force──► platter       killed: the page cache stays
 *                   └── power lost: of the data that was not forced, any sectors, in any version
 * </pre>
 *
 * <p><b>A power loss</b> decides about each sector of 512 bytes of a file separately. The sector
 * has its content at the last successful force, or any of its later contents. The same holds for
 * the file's size. So writes are kept, dropped, torn at sector borders and reordered. If a name was
 * created, renamed or deleted after the last sync of its directory, this change happened or did
 * not, independent of other names. That is more than any file system does, and no more than {@link
 * dev.stanchion.store.file.disk} allows.
 *
 * <p><b>A failed force</b> leaves the same choice for the data that it should have made durable,
 * and marks it as written: a later successful force does not write it, as on Linux.
 *
 * <p><b>Left out.</b> A page cache that shows to the next process the data that a failed force of
 * the last one has lost, and drops it later. Sectors that change although their file was not
 * written, old contents of deleted files in new ones, and directories whose sync failed and that
 * later pretend to have succeeded.
 *
 * <p><b>Owner.</b> A disk has a lock, so stores with real threads can use it. {@link
 * dev.stanchion.crash.disk.Faults} are called under it.
 */
@NullMarked
package dev.stanchion.crash.disk;

import org.jspecify.annotations.NullMarked;
