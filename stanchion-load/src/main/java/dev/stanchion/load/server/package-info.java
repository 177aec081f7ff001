/**
 * The servers that are measured: started here and always stopped again, or found running.
 *
 * <p>{@link dev.stanchion.load.server.ServerChoice} says which, {@link
 * dev.stanchion.load.server.ServerUnderTest} is one of them while it runs, {@link
 * dev.stanchion.load.server.ProcessUsage} reads from {@code /proc} what its process has used.
 *
 * <p><b>Owner.</b> Whoever started a server closes it; all of this is used by one thread.
 */
@NullMarked
package dev.stanchion.load.server;

import org.jspecify.annotations.NullMarked;
