/**
 * The log that operators of NATS Streaming know: one line per event on stderr or in a file, {@code
 * [<pid>] 2026/11/23 21:00:44.836774 [INF] STREAM: Streaming Server is ready}.
 *
 * <p>Only a server process installs it, with {@link dev.stanchion.server.log.ServerLog#install}. A
 * server embedded in another program logs through SLF4J and leaves that program's logging alone.
 *
 * <p><b>Owner.</b> All types are safe for use by many threads.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 5.1.
 *
 * <p><b>Errors.</b> A log file that cannot be opened is a {@link
 * dev.stanchion.server.file.FileOpenException}. A line that cannot be written is lost; the next one
 * may succeed.
 */
@NullMarked
package dev.stanchion.server.log;

import org.jspecify.annotations.NullMarked;
