package dev.stanchion.nats.conformance;

import static org.awaitility.Awaitility.await;

import dev.stanchion.kit.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A nats-server of someone else, started for one check: the binary that the system property {@code
 * nats.conformance.server} names.
 */
final class RealServer implements AutoCloseable {
    private static final String BINARY = System.getProperty("nats.conformance.server", "");
    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;
    private final Path directory;
    private final InetSocketAddress address;
    private final InetSocketAddress webSocketAddress;
    private final InetSocketAddress monitoringAddress;

    private RealServer(String configuration, String webSocketConfiguration) throws IOException {
        address = free();
        webSocketAddress = free();
        monitoringAddress = free();
        directory = Files.createTempDirectory("nats-server");
        Path file =
                Files.writeString(
                        directory.resolve("nats.conf"),
                        """
                        listen: "127.0.0.1:%d"
                        http: "127.0.0.1:%d"
                        websocket {
                          listen: "127.0.0.1:%d"
                          no_tls: true
                          %s
                        }
                        %s
                        """
                                .formatted(
                                        address.getPort(),
                                        monitoringAddress.getPort(),
                                        webSocketAddress.getPort(),
                                        webSocketConfiguration,
                                        configuration));
        process =
                new ProcessBuilder(BINARY, "-c", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
    }

    /** Whether the checks are to be run against a server of someone else. */
    static boolean isGiven() {
        return !BINARY.isEmpty();
    }

    /**
     * Starts it and waits until clients can come.
     *
     * @param configuration what its configuration file has besides its ports
     * @param webSocketConfiguration what its {@code websocket} has besides its port
     */
    static RealServer start(String configuration, String webSocketConfiguration) {
        try {
            RealServer server = new RealServer(configuration, webSocketConfiguration);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        await().atMost(START).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new AssertionError(BINARY + ": " + Files.readString(directory.resolve("log")));
        }
    }

    private static InetSocketAddress free() {
        return new InetSocketAddress("127.0.0.1", FreePort.next());
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(address);
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return false;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    InetSocketAddress webSocketAddress() {
        return webSocketAddress;
    }

    InetSocketAddress monitoringAddress() {
        return monitoringAddress;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
            for (String name : new String[] {"log", "nats.conf"}) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
