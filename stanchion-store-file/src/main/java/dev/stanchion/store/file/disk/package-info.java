/**
 * All file operations of a file store, as one small interface.
 *
 * <p>A {@link dev.stanchion.store.file.disk.Disk} is the file system, a {@link
 * dev.stanchion.store.file.disk.DiskFile} one open file. {@link
 * dev.stanchion.store.file.disk.RealDisk} is the machine's. Tests have others, which write short,
 * fill up, fail to sync, or lose data that was not synced.
 *
 * <p><b>What survives.</b> Written bytes survive the end of the process. They survive the end of
 * the machine once {@link dev.stanchion.store.file.disk.DiskFile#force} has returned after the
 * write. The file's name does once {@link dev.stanchion.store.file.disk.Disk#syncDirectory} has
 * returned for its directory. In between, any part may survive, in any order.
 *
 * <p><b>Owner.</b> A disk is safe for use by many threads. A file has one writer at a time; any
 * thread may read bytes after it has learned that they were written.
 *
 * <p><b>Errors.</b> An {@link java.io.IOException} of the system, unchanged.
 */
@NullMarked
package dev.stanchion.store.file.disk;

import org.jspecify.annotations.NullMarked;
