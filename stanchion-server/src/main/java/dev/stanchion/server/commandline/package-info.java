/**
 * The meaning of a server's arguments. {@link dev.stanchion.server.commandline.ServerCommandLine}
 * reads the line and the files that it names, and returns a {@link
 * dev.stanchion.server.commandline.Request}: start a server with these options, or report why it
 * cannot start.
 *
 * <p>This package turns flags and keys into options, part by part ({@code StartFlags}, {@code
 * FileStoreFlags}, {@code SecurityFlags} and so on). It refuses a flag by name if the feature is
 * not supported yet, and never ignores it.
 *
 * <p><b>Owner.</b> Everything here is immutable or pure.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 1 and 6.2.
 *
 * <p><b>Errors.</b> A line with an error is a value, {@link
 * dev.stanchion.server.commandline.Request.Refuse}, with the text and the exit code of the Go
 * server.
 */
@NullMarked
package dev.stanchion.server.commandline;

import org.jspecify.annotations.NullMarked;
