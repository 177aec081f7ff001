/**
 * The command line of {@code nats-streaming-server}: 142 flag names, read exactly as Go reads them,
 * so that no manifest and no script needs a change.
 *
 * <p>{@link dev.stanchion.server.flags.Flag} is the table of all flags with what this version does
 * with each; {@link dev.stanchion.server.flags.ServerCommandLine} turns arguments into what is to
 * happen. A flag whose feature does not exist yet is refused by name, never ignored.
 *
 * <p><b>Owner.</b> Everything here is immutable or pure.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 1 and 2.3, and the Go packages {@code flag}, {@code
 * strconv} and {@code time} for how values are written.
 *
 * <p><b>Errors.</b> A malformed line is a value, {@link dev.stanchion.server.flags.Request.Refuse},
 * with the text and the exit code of the Go server.
 */
@NullMarked
package dev.stanchion.server.flags;

import org.jspecify.annotations.NullMarked;
