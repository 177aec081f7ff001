/**
 * The commands of an operator: the server's flags, its exit codes and signals, and the commands of
 * {@code bin/stanchion}.
 *
 * <p><b>Source.</b> Flags, texts and exit codes follow spec/operations.md 1 and 6.1.
 */
@NullMarked
package dev.stanchion.acceptance.cli;

import org.jspecify.annotations.NullMarked;
