package dev.stanchion.cli.rehearsal;

import dev.stanchion.cli.server.NatsStreamingServer;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import dev.stanchion.server.commandline.Request;
import dev.stanchion.server.commandline.ServerCommandLine;
import dev.stanchion.server.flags.Dialect;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code RehearsedServer DIRECTORY}: the server as users run it, from its arguments to the signal
 * that stops it, and in the same process one with a file store in the directory, and one with TLS
 * for each kind of key. All say in the log where they are reached.
 */
final class RehearsedServer {
    /** Of those keys that {@link Certificate} has made in the directory. */
    static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC");

    private RehearsedServer() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        closeAtTheEnd(StanchionServer.start(withFiles(directory)));
        for (String algorithm : KEY_ALGORITHMS) {
            closeAtTheEnd(StanchionServer.start(secure(directory, algorithm)));
        }
        NatsStreamingServer.main(
                new String[] {"-a", "127.0.0.1", "-p", freePort(), "-m", "-1", "-hbi", "5s"});
    }

    /** A server with a port of its own first checks whether the port is free. */
    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static void closeAtTheEnd(StanchionServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }

    private static ServerOptions withFiles(Path directory) throws IOException {
        return fromFile(
                directory.resolve("files.conf"),
                """
                listen: "127.0.0.1:-1"
                streaming { store: file, dir: "%s", store_limits { max_msgs: 1000000, max_age: "24h" } }
                """
                        .formatted(directory.resolve("store")));
    }

    /**
     * From a file, as most servers with TLS are started; clients need certificates too. What is
     * recorded is slow, and takes more than the usual two seconds on a machine that is busy.
     */
    private static ServerOptions secure(Path directory, String algorithm) throws IOException {
        return fromFile(
                directory.resolve(algorithm + ".conf"),
                """
                listen: "127.0.0.1:-1"
                tls { cert_file: "%1$s.crt", key_file: "%1$s.key", ca_file: "%1$s.crt", verify: true,
                      timeout: 60 }
                """
                        .formatted(directory.resolve(algorithm)));
    }

    private static ServerOptions fromFile(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Request request =
                ServerCommandLine.read(
                        List.of("-c", file.toString()),
                        Dialect.NATS_STREAMING_SERVER,
                        Map.of(),
                        "");
        if (request instanceof Request.Start start) {
            return start.options();
        }
        throw new IllegalStateException("no server starts with " + file + ": " + request);
    }
}
