package dev.stanchion.kit.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several nats-servers that are one cluster with JetStream, started for a test. */
public final class NatsCluster {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** The name of a stream's Raft group, and what follows up to the end of the list of copies. */
    private static final Pattern STREAM = Pattern.compile("\"raft_group\": *\"([^\"]+)\"([^\\]]*)");

    private static final Pattern BEHIND = Pattern.compile("\"current\": *false");

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
        List<Integer> ports = Stream.generate(FreePort::next).limit(count).toList();
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

    /**
     * Waits until all servers are healthy, and each stream has a leader, which says that all copies
     * have all messages. The servers need the flag {@code -m}.
     */
    public void awaitRecovered() {
        Waiting.expecting("the streams of the cluster have leaders and complete copies")
                .atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> {
                    List<String> pages = new ArrayList<>();
                    for (NatsServer server : servers) {
                        if (server.page("/healthz").isEmpty()) {
                            return false;
                        }
                        server.page("/jsz?streams=1").ifPresent(pages::add);
                    }
                    return pages.size() == servers.size() && areLed(pages);
                });
    }

    /** Only the leader of a stream says since when it leads, and knows the copies of the others. */
    static boolean areLed(List<String> pages) {
        Set<String> streams = new HashSet<>();
        Set<String> led = new HashSet<>();
        for (String page : pages) {
            Matcher stream = STREAM.matcher(page);
            while (stream.find()) {
                streams.add(stream.group(1));
                if (stream.group(2).contains("\"leader_since\"")
                        && !BEHIND.matcher(stream.group(2)).find()) {
                    led.add(stream.group(1));
                }
            }
        }
        return led.equals(streams);
    }

    public List<NatsServer> servers() {
        return servers;
    }

    /** Returns where clients connect, separated by commas. */
    public String urls() {
        return servers.stream().map(NatsServer::url).collect(Collectors.joining(","));
    }
}
