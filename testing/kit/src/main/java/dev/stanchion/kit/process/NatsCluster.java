package dev.stanchion.kit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several nats-servers that are one cluster with JetStream, started for a test. */
public final class NatsCluster {
    private final List<NatsServer> servers;

    private NatsCluster(List<NatsServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /**
     * Starts the servers and waits until each is ready.
     *
     * @param directory where they keep their streams
     * @param flags of each of them
     */
    public static NatsCluster start(Programs programs, Path directory, int count, String... flags) {
        List<Integer> ports = freePorts(count);
        String routes =
                ports.stream()
                        .map(port -> "nats://127.0.0.1:" + port)
                        .collect(Collectors.joining(","));
        List<NatsServer> servers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Stream<String> own =
                    Stream.of(
                            "-js",
                            "-sd",
                            directory.resolve("n" + number).toString(),
                            "-n",
                            "n" + number,
                            "-cluster_name",
                            "several",
                            "-cluster",
                            "nats://127.0.0.1:" + ports.get(number),
                            "-routes",
                            routes);
            servers.add(
                    NatsServer.start(
                            programs, Stream.concat(own, Stream.of(flags)).toArray(String[]::new)));
        }
        return new NatsCluster(servers);
    }

    /** Returns ports that are free now and differ from each other. */
    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<NatsServer> servers() {
        return servers;
    }

    /** Returns where clients connect, separated by commas. */
    public String urls() {
        return servers.stream().map(NatsServer::url).collect(Collectors.joining(","));
    }
}
