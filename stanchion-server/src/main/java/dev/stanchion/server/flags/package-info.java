/**
 * The flags of {@code nats-streaming-server}: 142 names, read exactly as Go reads them, so that no
 * manifest and no script needs a change.
 *
 * <p>{@link dev.stanchion.server.flags.Flag} is the table of all flags with what this version does
 * with each, {@link dev.stanchion.server.flags.FlagParser} reads a line with it, and {@link
 * dev.stanchion.server.flags.Usage} is the text of {@code -h}. The meaning of the flags for a
 * server is in {@code dev.stanchion.server.commandline}.
 *
 * <p><b>Owner.</b> Everything here is immutable, pure, or used by one thread once.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 1, and the Go package {@code flag}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.flags.MalformedLineException} with the line that
 * the Go server prints.
 */
@NullMarked
package dev.stanchion.server.flags;

import org.jspecify.annotations.NullMarked;
