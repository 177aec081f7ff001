/**
 * What the arguments of a server mean. {@link dev.stanchion.server.commandline.ServerCommandLine}
 * reads the line and the files that it names, and returns a {@link
 * dev.stanchion.server.commandline.Request}: start a server with these options, or say why not.
 *
 * <p>Flags and keys become options here, part by part ({@code StartFlags}, {@code FileStoreFlags},
 * {@code SecurityFlags} and so on), whichever of the two they came from. A flag whose feature does
 * not exist yet is refused by name, never ignored.
 *
 * <p><b>Owner.</b> Everything here is immutable or pure.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 1 and 6.2.
 *
 * <p><b>Errors.</b> A line that cannot be obeyed is a value, {@link
 * dev.stanchion.server.commandline.Request.Refuse}, with the text and the exit code of the Go
 * server.
 */
@NullMarked
package dev.stanchion.server.commandline;

import org.jspecify.annotations.NullMarked;
