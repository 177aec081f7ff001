package dev.stanchion.interop.core.client;

import dev.stanchion.kit.process.Program;
import dev.stanchion.kit.process.Programs;
import dev.stanchion.kit.process.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server for core clients, ready for them: Stanchion, or the nats-server that the system property
 * {@code core.server} names.
 */
public final class CoreServer {
    private static final String HOST = "127.0.0.1";
    private static final String CLIENTS = "Listening for client connections on " + HOST + ":";
    private static final String WEB_SOCKETS = "Listening for websocket clients on ";
    private static final String OTHER = System.getProperty("core.server", "");
    private static final int ANY = -1;

    private final Setup setup;
    private final Program program;
    private final int port;
    private final int webSocketPort;

    private CoreServer(Setup setup, Program program) {
        this.setup = setup;
        this.program = program;
        this.webSocketPort = portIn(program.awaitLine(WEB_SOCKETS));
        this.port = portIn(program.awaitLine(CLIENTS));
        program.awaitLine("Server is ready"); // the end of Stanchion's sentence, too
    }

    private static int portIn(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    /**
     * Starts a server on free ports.
     *
     * @param folder where the certificates are and the configuration file will be
     */
    static CoreServer start(Programs programs, Path folder, Setup setup) {
        return start(programs, folder, setup, ANY, ANY);
    }

    /** Starts the server again that was here, on its ports. */
    CoreServer startAgain(Programs programs, Path folder) {
        return start(programs, folder, setup, port, webSocketPort);
    }

    private static CoreServer start(
            Programs programs, Path folder, Setup setup, int port, int webSocketPort) {
        var certificates = new Certificates(folder);
        String configuration =
                """
                listen: "%1$s:%2$d"
                websocket {
                  listen: "%1$s:%3$d"
                  %4$s}
                %5$s\
                """
                        .formatted(
                                HOST,
                                port,
                                webSocketPort,
                                setup.webSocketConfiguration(certificates),
                                setup.configuration(certificates));
        try {
            Path file = Files.createTempFile(folder, "server", ".conf");
            Files.writeString(file, configuration);
            return new CoreServer(setup, launch(programs, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Program launch(Programs programs, Path file) {
        List<String> flags = List.of("-c", file.toString());
        return isStanchion()
                ? Server.launch(programs, Map.of(), flags)
                : Server.launch(programs, OTHER, Map.of(), flags);
    }

    /** Returns whether Stanchion is under test. */
    static boolean isStanchion() {
        return OTHER.isEmpty();
    }

    String host() {
        return HOST;
    }

    int port() {
        return port;
    }

    int webSocketPort() {
        return webSocketPort;
    }

    String url() {
        return url("nats", port);
    }

    String webSocketUrl() {
        return url(setup.isEncrypted() ? "wss" : "ws", webSocketPort);
    }

    static String url(String scheme, int port) {
        return scheme + "://" + HOST + ":" + port;
    }

    Program program() {
        return program;
    }
}
