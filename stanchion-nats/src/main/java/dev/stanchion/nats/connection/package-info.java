/**
 * One client's connection: its login, its operations, its output, and its end.
 *
 * <p>{@link dev.stanchion.nats.connection.ClientConnection} is the connection. A {@code
 * ClientHandler} tells it what Netty reports about the socket. It has a {@code Login}, which
 * decides whether the client may come in, a {@code ClientSession}, which executes operations, and a
 * {@code ClientOutput}, which queues and writes. The login and the output call the connection back
 * through interfaces of their own.
 *
 * <p><b>Owner.</b> A connection belongs to one event loop for life. Other loops ask whether it
 * takes a message, and gather messages for it.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 2 to 7.
 *
 * <p><b>Errors.</b> An error of a client ends that client's connection with an error text of {@link
 * dev.stanchion.nats.wire.ErrorText}.
 */
@NullMarked
package dev.stanchion.nats.connection;

import org.jspecify.annotations.NullMarked;
