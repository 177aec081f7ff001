/**
 * Backups of a running server, and what is done with them.
 *
 * <p>{@link dev.stanchion.cli.backup.ServerBackup} asks a server for all that it keeps and writes a
 * file. {@link dev.stanchion.cli.backup.BackupScan} reads a file whole and proves that it is as it
 * was written. {@link dev.stanchion.cli.backup.BackupChain} puts a backup and the incremental ones
 * behind it together, and {@link dev.stanchion.cli.backup.BackupSource} gives them to the copy that
 * fills a store.
 *
 * <p><b>Owner.</b> Everything belongs to the thread of the command.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.transfer.TransferException}, with the file, the place in
 * it and the remedy.
 */
@NullMarked
package dev.stanchion.cli.backup;

import org.jspecify.annotations.NullMarked;
