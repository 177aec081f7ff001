/**
 * {@code stanchion takeover}: copies a Go server while it serves, and takes its place when it ends.
 *
 * <p><b>Owner.</b> The thread of the command.
 */
@NullMarked
package dev.stanchion.cli.takeover;

import org.jspecify.annotations.NullMarked;
