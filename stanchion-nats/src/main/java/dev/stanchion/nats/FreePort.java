package dev.stanchion.nats;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * Checks whether a port can be opened, without opening it. It binds a socket and does not listen on
 * it: the system refuses the address if another socket listens there, and a client that connects
 * meanwhile still gets "connection refused".
 */
final class FreePort {
    private FreePort() {}

    /**
     * Checks whether a server can listen.
     *
     * @param port 0 or less means any free port, so there is nothing to check
     * @throws ListenException if it cannot. Another program can still take the port before {@link
     *     NatsServer#listen}
     */
    static void require(String host, int port) {
        if (port <= 0) {
            return;
        }
        try (SocketChannel socket = SocketChannel.open()) {
            // Like the listener, it ignores connections that have just ended.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | UnresolvedAddressException e) {
            throw ListenException.of(host, port, e);
        }
    }
}
