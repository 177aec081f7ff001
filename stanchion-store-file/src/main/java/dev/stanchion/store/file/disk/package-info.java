/**
 * Everything that a file store does with files, as one small interface.
 *
 * <p>A {@link dev.stanchion.store.file.disk.Disk} is the file system, a {@link
 * dev.stanchion.store.file.disk.DiskFile} one open file. {@link
 * dev.stanchion.store.file.disk.RealDisk} is the machine's; tests have others, which write short,
 * fill up, fail to sync, or lose what was not synced.
 *
 * <p><b>What survives.</b> What was written to a file survives the end of the process. It survives
 * the end of the machine once {@link dev.stanchion.store.file.disk.DiskFile#force} has returned
 * after it, and the file's name does once {@link dev.stanchion.store.file.disk.Disk#syncDirectory}
 * has for its directory. In between, any part of it may be there, in any order.
 *
 * <p><b>Owner.</b> A disk is safe for use by many threads. A file has one writer at a time; any
 * thread may read what was written before it was told so.
 *
 * <p><b>Errors.</b> An {@link java.io.IOException} of the system, as it is.
 */
@NullMarked
package dev.stanchion.store.file.disk;

import org.jspecify.annotations.NullMarked;
