/**
 * A whole server, to start from the command line or inside another program: {@link
 * dev.stanchion.server.StanchionServer} with {@link dev.stanchion.server.ServerOptions}.
 *
 * <p>It connects the NATS server, the streaming engine and a store, and decides nothing about
 * messages. Several servers in one process share nothing.
 *
 * <p><b>Owner.</b> Options are immutable. A server is safe for use by many threads.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.server.ConfigurationException} before anything is started,
 * {@link dev.stanchion.server.StartException} if the start fails; then everything is stopped again.
 */
@NullMarked
package dev.stanchion.server;

import org.jspecify.annotations.NullMarked;
