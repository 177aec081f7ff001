/**
 * A file system in memory that does what real ones do on their bad days.
 *
 * <p>{@link dev.stanchion.crash.disk.FaultyDisk} is the machine's disk with its page cache. A
 * process gets it by {@link dev.stanchion.crash.disk.FaultyDisk#mount} and loses it when it is
 * killed or the power goes: from then on each of its calls ends with {@link
 * dev.stanchion.crash.disk.ProcessEnded}.
 *
 * <pre>
 *   process ──► page cache ──force──► platter       killed: the page cache stays
 *                   └── power lost: of what was not forced, any sectors, in any version
 * </pre>
 *
 * <p><b>What power loss leaves</b> of a file is decided for each sector of 512 bytes: what was
 * there at the last successful force, or any of the contents that it had since; the file's size
 * likewise. So writes are kept, dropped, torn at sector borders and reordered. Names that were
 * created, renamed or deleted since their directory was last synced did so or did not, each for
 * itself. That is more than any file system does and no more than {@link
 * dev.stanchion.store.file.disk} allows.
 *
 * <p><b>A failed force</b> leaves the same choice for what it should have made durable, and takes
 * it for done: a later force that succeeds says nothing about it, as on Linux.
 *
 * <p><b>Left out.</b> A page cache that still shows to the next process what a failed force of the
 * last one has lost, and drops it later. Sectors that change although nobody wrote to their file,
 * old contents of deleted files in new ones, and directories whose sync failed and pretends later
 * to have succeeded.
 *
 * <p><b>Owner.</b> A disk has a lock, so stores with real threads can use it. {@link
 * dev.stanchion.crash.disk.Faults} are called under it.
 */
@NullMarked
package dev.stanchion.crash.disk;

import org.jspecify.annotations.NullMarked;
