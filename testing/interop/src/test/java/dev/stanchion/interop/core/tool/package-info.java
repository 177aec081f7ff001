/**
 * Everything that users of the command line tool {@code nats} rely on, against a server of core
 * NATS.
 *
 * <p>The pattern is that of the package above. Here each client is a process, and a test sees only
 * its output.
 */
@NullMarked
package dev.stanchion.interop.core.tool;

import org.jspecify.annotations.NullMarked;
