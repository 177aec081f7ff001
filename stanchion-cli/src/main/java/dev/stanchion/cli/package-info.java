/**
 * The one executable: {@code stanchion server | publish | listen | demo | help | version}.
 *
 * <p>{@link dev.stanchion.cli.Stanchion} reads which command is meant; each command is a class of
 * its own that turns flags into options of the client and outcomes into lines and an exit code.
 * What touches the process comes in through {@code Surroundings}, so that a test can run a command
 * and read what it says.
 *
 * <p><b>Output.</b> Standard output has the result and nothing else; remarks and problems go to
 * standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
 *
 * <p><b>Errors.</b> A {@link dev.stanchion.client.StreamingException} ends a command with its
 * problem and remedy in two lines. Nobody sees a stack trace unless it is a bug.
 */
@NullMarked
package dev.stanchion.cli;

import org.jspecify.annotations.NullMarked;
