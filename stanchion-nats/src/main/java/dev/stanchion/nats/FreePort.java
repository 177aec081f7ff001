package dev.stanchion.nats;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * Finds out whether a port can be opened, without opening it: a socket that is bound and does not
 * listen is refused the address of one that does, and a client that knocks meanwhile is told that
 * nobody is there, as before.
 */
final class FreePort {
    private FreePort() {}

    /**
     * Looks whether a server can listen.
     *
     * @param port 0 or less is any free one, so there is nothing to look at
     * @throws ListenException if it cannot; it may still be taken between this and {@link
     *     NatsServer#listen}
     */
    static void require(String host, int port) {
        if (port <= 0) {
            return;
        }
        try (SocketChannel socket = SocketChannel.open()) {
            // As the listener: connections that have ended a moment ago do not count.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | UnresolvedAddressException e) {
            throw new ListenException(host, port, e);
        }
    }
}
