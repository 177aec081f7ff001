/**
 * The files that an operator names on the command line: configuration, the log, the PID.
 *
 * <p><b>Owner.</b> Immutable; callers own the streams that they open.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.file.FileOpenException}, with the text that the
 * operating system's own tools and the Go server use: {@code open /x: no such file or directory}.
 */
@NullMarked
package dev.stanchion.server.file;

import org.jspecify.annotations.NullMarked;
