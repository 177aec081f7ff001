package dev.stanchion.cli.testing;

import dev.stanchion.kit.process.FreePort;
import dev.stanchion.server.ServerOptions;
import dev.stanchion.server.StanchionServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A streaming server for one test class, on a free port, with the cluster ID test-cluster. */
public final class TestServer implements AutoCloseable {
    private final int port;
    private final Runnable stop;

    private TestServer(int port, Runnable stop) {
        this.port = port;
        this.stop = stop;
    }

    public static TestServer start() {
        String peer = System.getProperty("stanchion.test.peer", "");
        return peer.isEmpty() ? inProcess() : process(Path.of(peer), FreePort.next());
    }

    private static TestServer inProcess() {
        StanchionServer server =
                StanchionServer.start(ServerOptions.builder().host("127.0.0.1").port(0).build());
        return new TestServer(server.port(), server::close);
    }

    public int port() {
        return port;
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    private static TestServer process(Path executable, int port) {
        try {
            Process process =
                    new ProcessBuilder(executable.toString(), "-p", String.valueOf(port))
                            .redirectErrorStream(true)
                            .start();
            CompletableFuture<Void> ready = new CompletableFuture<>();
            Thread.startVirtualThread(() -> awaitReady(process, ready));
            ready.join();
            return new TestServer(port, () -> process.destroyForcibly().onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port is open before streaming works, so what counts is the line that says so. */
    private static void awaitReady(Process process, CompletableFuture<Void> ready) {
        try (BufferedReader log = process.inputReader()) {
            log.lines()
                    .filter(line -> line.contains("Streaming Server is ready"))
                    .forEach(line -> ready.complete(null));
        } catch (IOException | UncheckedIOException e) {
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(new IllegalStateException("the server ended"));
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
