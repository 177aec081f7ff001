package dev.stanchion.cli.demo.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All processes of the story and the folder that they write to. {@link #close} may come from
 * another thread, when the user presses Ctrl-C.
 */
final class Servers implements AutoCloseable {
    static final String CLUSTER_ID = "demo";
    private static final String HOST = "127.0.0.1";
    private static final int NATS_SERVERS = 3;
    private static final String READY = "Streaming Server is ready";

    private final NatsServerProgram program;
    private final Class<?> stanchion;
    private final LongSupplier nanoClock;
    private final Path folder;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final List<Integer> ports;
    private boolean closed;

    private Servers(
            NatsServerProgram program, Class<?> stanchion, LongSupplier nanoClock, Path folder) {
        this.program = program;
        this.stanchion = stanchion;
        this.nanoClock = nanoClock;
        this.folder = folder;
        this.ports = freePorts(2 * NATS_SERVERS);
    }

    /**
     * Prepares the folder and the ports; starts nothing yet.
     *
     * @param stanchion the executable, whose servers run in virtual machines like this one
     * @throws ClusterDemoException if the folder cannot be written
     */
    static Servers prepare(NatsServerProgram program, Class<?> stanchion, LongSupplier nanoClock) {
        try {
            Path folder = Files.createTempDirectory("stanchion-demo");
            return new Servers(program, stanchion, nanoClock, folder);
        } catch (IOException e) {
            throw new ClusterDemoException(
                    "cannot make a folder in %s: %s"
                            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
                    "Make room there, or let JAVA_TOOL_OPTIONS name another folder:"
                            + " -Djava.io.tmpdir=/var/tmp.",
                    e);
        }
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST));
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return List.copyOf(ports);
        } catch (IOException e) {
            throw new ClusterDemoException(
                    "there is no free port on " + HOST + ": " + e.getMessage(),
                    "Check that programs may listen on " + HOST + " on this machine.",
                    e);
        }
    }

    /** Starts the nats-servers, and returns when each is ready for clients. */
    void startNats() {
        String routes =
                IntStream.range(0, NATS_SERVERS)
                        .mapToObj(i -> "nats://" + HOST + ":" + ports.get(NATS_SERVERS + i))
                        .collect(Collectors.joining(","));
        List<Child> started = new ArrayList<>();
        for (int i = 0; i < NATS_SERVERS; i++) {
            String name = "nats-server-" + (i + 1);
            started.add(
                    start(
                            name,
                            List.of(
                                    program.file().toString(),
                                    "-a",
                                    HOST,
                                    "-p",
                                    Integer.toString(ports.get(i)),
                                    "-n",
                                    name,
                                    "-js",
                                    "-sd",
                                    folder.resolve(name).toString(),
                                    "-cluster_name",
                                    CLUSTER_ID,
                                    "-cluster",
                                    "nats://" + HOST + ":" + ports.get(NATS_SERVERS + i),
                                    "-routes",
                                    routes)));
        }
        started.forEach(each -> each.await("Server is ready"));
    }

    /** Returns where clients connect, separated by commas. */
    String urls() {
        return IntStream.range(0, NATS_SERVERS)
                .mapToObj(this::url)
                .collect(Collectors.joining(","));
    }

    String url(int natsServer) {
        return "nats://" + HOST + ":" + ports.get(natsServer);
    }

    int natsServers() {
        return NATS_SERVERS;
    }

    /** Starts a Stanchion, and returns when it follows or is active. */
    Child startStanchion(String name) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-XX:AOT") && !option.startsWith("-javaagent")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(stanchion.getName(), "server", "-n", name, "-cid", CLUSTER_ID));
        command.addAll(List.of("-store", "jetstream", "-ns", urls()));
        Child child = start(name, command);
        child.await("Starting in standby mode");
        return child;
    }

    /** Waits until a Stanchion is the active one and serves clients. */
    static void awaitActive(Child stanchion) {
        stanchion.await(READY);
    }

    private Child start(String name, List<String> command) {
        synchronized (this) {
            if (closed) {
                throw new ClusterDemoException("the demo was interrupted", "Start it again.", null);
            }
            Child child = Child.start(name, command, nanoClock);
            children.add(child);
            return child;
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends all processes and deletes the folder. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        children.forEach(Child::kill);
        children.forEach(Child::awaitEnd);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ClusterDemoException(
                    "cannot delete " + folder + ": " + e.getMessage(), "Delete it yourself.", e);
        }
    }
}
