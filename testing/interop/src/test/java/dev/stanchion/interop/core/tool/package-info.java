/**
 * What users of the command line tool {@code nats} rely on, against a server of core NATS.
 *
 * <p>The same pattern as the package above; here each client is a process of its own, and what it
 * prints is all there is to see.
 */
@NullMarked
package dev.stanchion.interop.core.tool;

import org.jspecify.annotations.NullMarked;
