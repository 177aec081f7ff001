package dev.stanchion.load.server;

import dev.stanchion.load.LoadException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server during its measurement. {@link #close} stops a server that the driver has started, and
 * deletes its directory. Confined to one thread.
 */
public final class ServerUnderTest implements AutoCloseable {
    private static final String CLUSTER = "bench-cluster";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 500_000;
    private static final int LOG_LINES = 5;
    private static final int CONNECT_MILLIS = 1000;

    /** Where a server keeps what only its user may read, such as the token of its API. */
    private static final String STATE = "XDG_STATE_HOME";

    private final InetSocketAddress address;
    private final String clusterId;
    private final @Nullable String userInfo;
    private final @Nullable Process process;
    private final @Nullable Path directory;
    private final @Nullable Thread stopper;
    private OptionalLong pid;
    private @Nullable ServerChoice choice;
    private OptionalInt monitoring = OptionalInt.empty();

    private ServerUnderTest(
            InetSocketAddress address,
            String clusterId,
            @Nullable String userInfo,
            OptionalLong pid,
            @Nullable Process process,
            @Nullable Path directory) {
        this.address = address;
        this.clusterId = clusterId;
        this.userInfo = userInfo;
        this.pid = pid;
        this.process = process;
        this.directory = directory;
        this.stopper = process == null ? null : stopAtTheEnd(process);
    }

    /** Registers a hook that stops the server when the driver ends in the middle of a round. */
    private static Thread stopAtTheEnd(Process process) {
        Thread stopper = new Thread(() -> stop(process));
        try {
            Runtime.getRuntime().addShutdownHook(stopper);
            return stopper;
        } catch (IllegalStateException e) {
            stop(process);
            throw new LoadException("the driver is ending", "Start it again.", e);
        }
    }

    /**
     * Starts the server, or connects to a running one. The server accepts connections when this
     * method returns.
     */
    public static ServerUnderTest start(ServerChoice choice, boolean streaming) {
        return switch (choice) {
            case ServerChoice.Running running -> find(running);
            case ServerChoice.Started started -> launch(started, streaming);
        };
    }

    private static ServerUnderTest find(ServerChoice.Running running) {
        InetSocketAddress address = new InetSocketAddress(running.url().getHost(), running.port());
        if (address.isUnresolved()) {
            throw new LoadException(
                    "host '" + running.url().getHost() + "' is not known", "Check the URL.");
        }
        if (!accepts(address)) {
            throw new LoadException(
                    "no server answers at " + running.url().getHost() + ":" + running.port(),
                    "Start one there, or have one started with --server-cmd.");
        }
        OptionalLong pid = running.pid();
        if (pid.isEmpty() && address.getAddress().isLoopbackAddress()) {
            pid = ListeningProcess.on(running.port());
        }
        if (pid.isPresent() && pid.getAsLong() == ProcessHandle.current().pid()) {
            pid = OptionalLong.empty(); // the usage of this process is not the usage of a server
        }
        return new ServerUnderTest(
                address, running.clusterId(), running.url().getUserInfo(), pid, null, null);
    }

    private static ServerUnderTest launch(ServerChoice.Started command, boolean streaming) {
        ServerUnderTest server = null;
        boolean ready = false;
        try {
            Path directory = Files.createTempDirectory("stanchion-bench-");
            int port = freePort();
            int monitoring = freePort();
            List<String> words =
                    command.prepare(
                            new ServerChoice.Place(port, monitoring, CLUSTER, directory),
                            streaming);
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("server.log").toFile());
            builder.environment().put(STATE, directory.toString());
            Process process = builder.start();
            server =
                    new ServerUnderTest(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            CLUSTER,
                            null,
                            OptionalLong.of(process.pid()),
                            process,
                            directory);
            server.choice = command;
            server.monitoring =
                    command.isMonitored() ? OptionalInt.of(monitoring) : OptionalInt.empty();
            server.awaitPort(command);
            // A script may have started the server as its own child.
            OptionalLong listener = ListeningProcess.on(port);
            server.pid = listener.isPresent() ? listener : server.pid;
            ready = true;
            return server;
        } catch (IOException e) {
            throw new LoadException(
                    command.name() + " cannot be started: " + e.getMessage(),
                    "Check the command; a program that is not in the PATH needs its whole path.",
                    e);
        } finally {
            if (!ready && server != null) {
                server.close();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(ServerChoice.Started command) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!accepts(address)) {
            boolean ended = process == null || !process.isAlive();
            if (ended || System.nanoTime() - deadline > 0) {
                String what =
                        ended
                                ? " ended before it listened on port " + address.getPort()
                                : " does not listen on port %d after %d s"
                                        .formatted(address.getPort(), START_LIMIT.toSeconds());
                throw new LoadException(
                        command.name() + what, "Its last lines: " + lastLines().orElse("(none)"));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Optional<String> lastLines() throws IOException {
        if (directory == null) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(directory.resolve("server.log"));
        List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        return last.isEmpty() ? Optional.empty() : Optional.of(String.join(" | ", last));
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    public String clusterId() {
        return clusterId;
    }

    /**
     * Returns how the server's JetStream is used.
     *
     * @throws LoadException if it is not driven over JetStream
     */
    public ServerChoice.JetStream jetStream() {
        if (choice instanceof ServerChoice.JetStream jetStream) {
            return jetStream;
        }
        throw new LoadException(
                "the server is no nats-server with JetStream",
                "Name the program with --against-jetstream.");
    }

    /** Returns {@code user:password} of the server's URL; empty if the URL has none. */
    public Optional<String> userInfo() {
        return Optional.ofNullable(userInfo);
    }

    /**
     * Returns the monitoring port of a server that was started with one.
     *
     * @throws LoadException if it has none, or is no Stanchion
     */
    public Monitored monitored() {
        if (monitoring.isEmpty() || directory == null) {
            throw new LoadException(
                    "the server has no monitoring port that the driver knows",
                    "Have it started with {monitoring} in its command.");
        }
        int port = monitoring.getAsInt();
        Path token = directory.resolve("stanchion").resolve("admin-token-" + port);
        try {
            return new Monitored(port, Files.readString(token).strip());
        } catch (IOException e) {
            throw new LoadException(
                    "the server has written no token for its API",
                    "Only Stanchion has the API that viewers use.",
                    e);
        }
    }

    /**
     * Returns the processor time of the server's process; empty if the process is not on this
     * machine.
     */
    public OptionalDouble cpuMicros() {
        return pid.isPresent()
                ? ProcessUsage.of(pid.getAsLong()).cpuMicros()
                : OptionalDouble.empty();
    }

    /** Returns the peak resident memory of the server; empty if it is unknown. */
    public OptionalLong peakResidentBytes() {
        return pid.isPresent()
                ? ProcessUsage.of(pid.getAsLong()).peakResidentBytes()
                : OptionalLong.empty();
    }

    @Override
    public void close() {
        if (process != null && stopper != null) {
            stop(process);
            try {
                Runtime.getRuntime().removeShutdownHook(stopper);
            } catch (IllegalStateException ignored) {
                // The process is already ending, and the hook will find the server stopped.
            }
        }
        if (directory != null) {
            delete(directory);
        }
    }

    /** Ends the process and its children, because a script may not forward a signal. */
    private static void stop(Process process) {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                each.destroyForcibly();
            } catch (InterruptedException e) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException ignored) {
            // A leftover temporary directory is harmless.
        }
    }
}
