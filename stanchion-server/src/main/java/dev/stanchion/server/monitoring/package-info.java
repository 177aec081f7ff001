/**
 * The monitoring port: HTTP, access control, and the pages. The packages below contain the pages of
 * each part.
 *
 * <p><b>Owner.</b> A port has one thread of its own, so that a busy server still answers probes;
 * handlers are confined to it.
 *
 * <p><b>Bounds.</b> Any client may reach the port. So lines, headers, bodies, connections and the
 * time for a request are limited. A client that exceeds a limit loses only its own connection.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 4.1.
 */
@NullMarked
package dev.stanchion.server.monitoring;

import org.jspecify.annotations.NullMarked;
