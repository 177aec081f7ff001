package dev.stanchion.server.log;

import java.io.IOException;
import java.nio.file.Path;

/** Sends a datagram to a local socket, which most syslogs take and the JDK cannot do by itself. */
@FunctionalInterface
public interface LocalDatagrams {
    /** Says that it cannot be done. */
    LocalDatagrams NONE =
            (socket, datagram) -> {
                throw new IOException(socket + ": no datagrams can be sent to local sockets");
            };

    /**
     * Sends one.
     *
     * @throws IOException if nobody takes it there
     */
    void send(Path socket, byte[] datagram) throws IOException;
}
