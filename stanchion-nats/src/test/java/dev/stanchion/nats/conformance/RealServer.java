package dev.stanchion.nats.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
    private static final int STARTS = 5;

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
            for (int left = STARTS; !server.comes(left > 1); left--) {
                server.close();
                server = new RealServer(configuration, webSocketConfiguration);
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until clients can come.
     *
     * @param canTryAgain whether to return false, instead of failing, if somebody else took one of
     *     its ports between the look for it and the start
     */
    private boolean comes(boolean canTryAgain) throws IOException {
        await().atMost(START).until(() -> !process.isAlive() || answers());
        if (process.isAlive()) {
            return true;
        }
        String log = Files.readString(directory.resolve("log"));
        if (canTryAgain && log.contains("address already in use")) {
            return false;
        }
        throw new AssertionError(BINARY + ": " + log);
    }

    private static InetSocketAddress free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
        }
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
