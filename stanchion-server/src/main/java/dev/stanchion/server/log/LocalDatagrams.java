package dev.stanchion.server.log;

import java.io.IOException;
import java.nio.file.Path;

/** Sends datagrams to a local socket. Most syslogs expect that, and the JDK cannot do it. */
@FunctionalInterface
public interface LocalDatagrams {
    /** Always fails. */
    LocalDatagrams NONE =
            (socket, datagram) -> {
                throw new IOException(socket + ": no datagrams can be sent to local sockets");
            };

    /**
     * Sends one.
     *
     * @throws IOException if nobody reads at the socket
     */
    void send(Path socket, byte[] datagram) throws IOException;
}
