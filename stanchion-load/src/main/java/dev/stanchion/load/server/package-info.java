/**
 * The servers to measure. The driver starts and stops a server, or uses a running one.
 *
 * <p>{@link dev.stanchion.load.server.ServerChoice} names the server, {@link
 * dev.stanchion.load.server.ServerUnderTest} is a server during its measurement, {@link
 * dev.stanchion.load.server.ProcessUsage} reads the resource usage of its process from {@code
 * /proc}.
 *
 * <p><b>Owner.</b> The code that starts a server closes it. Only one thread uses these classes.
 */
@NullMarked
package dev.stanchion.load.server;

import org.jspecify.annotations.NullMarked;
