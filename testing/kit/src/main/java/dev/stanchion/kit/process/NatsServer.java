package dev.stanchion.kit.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A nats-server of the NATS project, started for a test on a free port: the program that the
 * environment variable {@code STANCHION_NATS_SERVER} names, or the one on the PATH. Without one the
 * test is skipped; where {@code ACCEPTANCE_REQUIRE_NATS_SERVER} is {@code true}, it fails.
 */
public final class NatsServer {
    private static final String HOST = "127.0.0.1";
    private static final String LISTENING = "Listening for client connections on " + HOST + ":";
    private static final String MONITORING = "Starting http monitor on ";
    private static final String ROUTES = "Listening for route connections on ";
    private static final String[] CLUSTER = {
        "-cluster", "nats://" + HOST + ":-1", "-cluster_name", "test"
    };
    private static final Pattern VERSION = Pattern.compile("Version: +2\\.(\\d+)\\.");
    private static final int CONNECTIONS_OF_ROUTE = 4;
    private static final int ANY_PORT = -1;
    private static final List<Path> USUAL_PLACES =
            List.of(Path.of("/usr/local/bin/nats-server"), Path.of("/usr/sbin/nats-server"));

    private static final Map<Integer, NatsServer> RUNNING = new ConcurrentHashMap<>();

    private final Programs programs;
    private final List<String> flags;
    private int port;
    private Program program;

    private NatsServer(Programs programs, int port, List<String> flags) {
        this.programs = programs;
        this.port = port;
        this.flags = flags;
        this.program = launch();
    }

    /** Starts a server and waits until clients can come. */
    public static NatsServer start(Programs programs, String... flags) {
        return new NatsServer(programs, ANY_PORT, List.of(flags));
    }

    /**
     * Returns the server that a test has started on a port, or starts one.
     *
     * @param port -1 for any that is free
     */
    public static NatsServer on(Programs programs, int port) {
        NatsServer running = RUNNING.get(port);
        if (running != null && running.program.isAlive()) {
            return running;
        }
        NatsServer started = new NatsServer(programs, port, List.of());
        RUNNING.put(started.port, started);
        return started;
    }

    private Program launch() {
        List<String> command = new ArrayList<>();
        command.add(binary());
        command.addAll(List.of("-a", HOST, "-p", Integer.toString(port)));
        command.addAll(flags);
        Program started = programs.start("nats-server", Project.root(), Map.of(), command);
        started.awaitLine("Server is ready");
        String line = started.awaitLine(LISTENING);
        port = Integer.parseInt(line.substring(line.indexOf(LISTENING) + LISTENING.length()));
        return started;
    }

    /** Returns the program; ends the test as skipped, or failed, where there is none. */
    public static String binary() {
        Optional<String> found =
                Optional.ofNullable(System.getenv("STANCHION_NATS_SERVER"))
                        .or(NatsServer::onThePath)
                        .or(() ->
                                USUAL_PLACES.stream()
                                        .filter(Files::isExecutable)
                                        .map(Path::toString)
                                        .findFirst());
        if (found.isEmpty()) {
            missing();
        }
        return found.orElseThrow();
    }

    /**
     * Skips the test if this server is older than the test needs. Where {@code
     * ACCEPTANCE_REQUIRE_NATS_SERVER} is {@code true}, the test fails instead.
     *
     * @param minor the least second number of the version, {@code 11} for 2.11
     */
    public void requireMinorVersion(int minor) {
        String said = program.awaitLine("Version:");
        Matcher version = VERSION.matcher(said);
        if (version.find() && Integer.parseInt(version.group(1)) >= minor) {
            return;
        }
        String text = said.strip() + " (expected: 2." + minor + " or newer)";
        if (isRequired()) {
            Assertions.fail(text + ", but ACCEPTANCE_REQUIRE_NATS_SERVER is set");
        }
        Assumptions.abort(text);
    }

    private static boolean isRequired() {
        return Boolean.parseBoolean(System.getenv("ACCEPTANCE_REQUIRE_NATS_SERVER"));
    }

    private static Optional<String> onThePath() {
        return Command.isOnThePath("nats-server") ? Optional.of("nats-server") : Optional.empty();
    }

    private static void missing() {
        String text =
                "no nats-server (expected: on the PATH, or named by STANCHION_NATS_SERVER; get it"
                        + " with: go install github.com/nats-io/nats-server/v2@v2.15.3)";
        if (isRequired()) {
            Assertions.fail(text + ", but ACCEPTANCE_REQUIRE_NATS_SERVER is set");
        }
        Assumptions.abort(text);
    }

    public int port() {
        return port;
    }

    public String url() {
        return "nats://" + HOST + ":" + port;
    }

    /** Returns the flags with which Stanchion serves the clients of this server. */
    public Stream<String> flagsOfStanchion() {
        return Stream.of("-ns", url());
    }

    public Program program() {
        return program;
    }

    /** Returns the flags with which another server becomes part of one cluster with this one. */
    public String[] flagsOfNeighbour() {
        String line = program.awaitLine(ROUTES);
        String address = line.substring(line.indexOf(ROUTES) + ROUTES.length()).strip();
        return Stream.concat(Stream.of(CLUSTER), Stream.of("-routes", "nats://" + address))
                .toArray(String[]::new);
    }

    /** Waits until all connections to a neighbour are there: several, and one for the system. */
    public void awaitRoutes() {
        Waiting.until(
                "the servers are one cluster",
                () ->
                        program.errors().stream()
                                        .filter(line -> line.contains("Route connection created"))
                                        .count()
                                >= CONNECTIONS_OF_ROUTE);
    }

    /** Starts a server that others can form a cluster with. */
    public static NatsServer startForCluster(Programs programs) {
        return start(programs, CLUSTER);
    }

    /** Ends the server without its cooperation. */
    public void kill() {
        program.kill();
    }

    /** Starts it again on the same port, once it has been killed. */
    public void restart() {
        program = launch();
    }

    /**
     * Returns a page of its monitoring port; empty if it does not answer well. The server needs the
     * flag {@code -m}.
     */
    Optional<String> page(String path) throws InterruptedException {
        String line = program.awaitLine(MONITORING);
        String address = line.substring(line.indexOf(MONITORING) + MONITORING.length()).strip();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == HttpURLConnection.HTTP_OK
                    ? Optional.of(answer.body())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
