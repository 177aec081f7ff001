package dev.stanchion.cli.server;

import dev.stanchion.server.StanchionServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, if it has started this process and wants to know how it is: {@code Type=notify}.
 * Elsewhere nothing is sent. Its protocol is a datagram with lines to the socket that {@code
 * NOTIFY_SOCKET} names.
 */
final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(StanchionServer.class);

    private final String socket;

    /**
     * @param socket empty if nobody wants to know
     */
    ServiceManager(String socket) {
        this.socket = socket;
    }

    static ServiceManager ofThisProcess() {
        return new ServiceManager(System.getenv().getOrDefault("NOTIFY_SOCKET", ""));
    }

    /** Clients can come. */
    void ready() {
        tell("READY=1\nSTATUS=Streaming Server is ready");
    }

    /** The configuration is being read again; {@link #ready} follows. */
    void reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** It ends in good order. */
    void stopping() {
        tell("STOPPING=1\nSTATUS=Shutting down");
    }

    private void tell(String state) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            Datagrams.send(socket, state.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("The service manager is not told: {}", e.getMessage());
        }
    }
}
