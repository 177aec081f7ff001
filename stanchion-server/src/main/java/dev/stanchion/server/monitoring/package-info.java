/**
 * What the server shows over HTTP on its monitoring port, and to whom. A page says what it needs to
 * know; where that is known is the business of the packages below.
 *
 * <p><b>Owner.</b> A port has one thread of its own, so that a busy server still answers probes;
 * handlers are confined to it.
 *
 * <p><b>Bounds.</b> Whoever reaches the port may send anything: lines, headers, bodies, connections
 * and the time for a request are limited, and what exceeds a limit costs its connection only.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 4.1.
 */
@NullMarked
package dev.stanchion.server.monitoring;

import org.jspecify.annotations.NullMarked;
