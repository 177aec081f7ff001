/**
 * The server commands: {@code stanchion server} and, under its old name, {@code
 * nats-streaming-server}.
 *
 * <p><b>Errors.</b> Whatever keeps a server from starting is one line in the log or on stderr, and
 * exit code 1; a stack trace means a bug. Exit codes are those of {@code spec/operations.md} 1.6.
 */
@NullMarked
package dev.stanchion.cli.server;

import org.jspecify.annotations.NullMarked;
