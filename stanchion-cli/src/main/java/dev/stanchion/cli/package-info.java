/**
 * The one executable: {@code stanchion server | publish | listen | demo | help | version}.
 *
 * <p>{@link dev.stanchion.cli.Stanchion} finds the command of the line. Each command is a class
 * that turns flags into options of the client, and results into lines and an exit code. {@code
 * Surroundings} contains everything outside of the process, so that a test can run a command and
 * read its output.
 *
 * <p><b>Output.</b> Standard output has the result and nothing else; remarks and problems go to
 * standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
 *
 * <p><b>Errors.</b> A {@link dev.stanchion.client.StreamingException} ends a command with its
 * problem and remedy in two lines. Only a bug prints a stack trace.
 */
@NullMarked
package dev.stanchion.cli;

import org.jspecify.annotations.NullMarked;
