package dev.stanchion.conformance.server;

import dev.stanchion.kit.process.NatsServer;
import dev.stanchion.kit.process.Programs;
import java.util.List;

/**
 * Where clients connect: a port of the server under test, or, with {@code
 * -Dconformance.external=true}, of a nats-server whose clients it serves. That one outlives the
 * server under test, as a port would.
 */
final class ClientPort {
    private static final boolean EXTERNAL = Boolean.getBoolean("conformance.external");
    private static final String ANY_FREE = "-1";
    private static final Programs PROGRAMS = new Programs();

    private ClientPort() {}

    /**
     * Returns the flags for the port.
     *
     * @param port 0 for any free port
     */
    static List<String> flags(int port) {
        if (EXTERNAL) {
            int wanted = port == 0 ? Integer.parseInt(ANY_FREE) : port;
            return NatsServer.on(PROGRAMS, wanted).flagsOfStanchion().toList();
        }
        return List.of("-p", port == 0 ? ANY_FREE : Integer.toString(port));
    }

    /** Ends the other listeners on the port. */
    static void close(int port) {
        if (EXTERNAL) {
            NatsServer.on(PROGRAMS, port).kill();
        }
    }
}
