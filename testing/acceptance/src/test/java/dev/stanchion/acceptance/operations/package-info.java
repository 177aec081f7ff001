/**
 * The server as an operator sees it from outside: monitoring pages, logs, signals, files. A test's
 * name begins with the number of the check in {@code spec/operations.md} 11 that it proves; {@code
 * docs/reference/operations-checks.md} is generated from these names.
 *
 * <p>{@code -Dacceptance.server=/path/to/nats-streaming-server} runs them against the Go server.
 */
@NullMarked
package dev.stanchion.acceptance.operations;

import org.jspecify.annotations.NullMarked;
