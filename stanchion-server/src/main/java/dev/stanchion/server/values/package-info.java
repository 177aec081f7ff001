/**
 * Reads values of a command line or a configuration file: integers, durations, booleans and sizes
 * as Go and its NATS servers read them, and text in Go's quotes for errors.
 *
 * <p>Pure functions. <b>Source.</b> {@code spec/operations.md} 1 and 2.3, and the Go packages
 * {@code strconv} and {@code time}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.values.BadValueException} with Go's reason.
 */
@NullMarked
package dev.stanchion.server.values;

import org.jspecify.annotations.NullMarked;
