package dev.stanchion.kit.process;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The server under test, ready for clients on a port of its own. */
public final class Server {
    /** The cluster ID of the ticket story. */
    public static final String CLUSTER_ID = "ticketing";

    /**
     * Whether the servers of tests serve the clients of a nats-server, on which these find it at
     * the port that they would have found the server at.
     */
    private static final boolean EXTERNAL = Boolean.getBoolean("acceptance.external");

    private static final String HOST = "127.0.0.1";
    private static final String LISTENING = "Listening for client connections on " + HOST + ":";

    private final Program program;
    private final int port;

    private Server(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Starts the server on a free port and waits until it is ready. */
    public static Server start(Programs programs, String... flags) {
        return start(programs, Map.of(), flags);
    }

    /** Starts the server with an environment of its own. */
    public static Server start(
            Programs programs, Map<String, String> environment, String... flags) {
        return startOn(programs, "-1", environment, flags);
    }

    /** Starts the server on a port that was free a moment ago, or that the last one had. */
    public static Server startOn(
            Programs programs, int port, Map<String, String> environment, String... flags) {
        return startOn(programs, Integer.toString(port), environment, flags);
    }

    private static Server startOn(
            Programs programs, String port, Map<String, String> environment, String... flags) {
        if (EXTERNAL) {
            return startOnExternal(
                    programs, NatsServer.on(programs, Integer.parseInt(port)), environment, flags);
        }
        Stream<String> always = Stream.of("-a", HOST, "-p", port, "-cid", CLUSTER_ID);
        Program program =
                launch(programs, environment, Stream.concat(always, Stream.of(flags)).toList());
        program.awaitLine("Streaming Server is ready");
        String line = program.awaitLine(LISTENING);
        return new Server(
                program,
                Integer.parseInt(line.substring(line.indexOf(LISTENING) + LISTENING.length())));
    }

    /** Moves the address for clients to another server, if the first one runs already. */
    private static Server startOnExternal(
            Programs programs, NatsServer nats, Map<String, String> environment, String... flags) {
        Stream<String> always =
                Stream.concat(nats.flagsOfStanchion(), Stream.of("-cid", CLUSTER_ID));
        Program program =
                launch(programs, environment, Stream.concat(always, Stream.of(flags)).toList());
        program.awaitLine("Streaming Server is ready");
        return new Server(program, nats.port());
    }

    /** Starts the server's command line with exactly these flags and waits for nothing. */
    public static Program launch(
            Programs programs, Map<String, String> environment, List<String> flags) {
        String server = System.getProperty("acceptance.server", "bin/nats-streaming-server");
        return launch(programs, server, environment, flags);
    }

    /**
     * Starts a server's command line with exactly these flags and waits for nothing.
     *
     * @param server the program, seen from the project's root, and flags of its own
     */
    public static Program launch(
            Programs programs, String server, Map<String, String> environment, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(server.split(" ", -1)));
        command.set(0, Project.root().resolve(command.getFirst()).toString());
        command.addAll(flags);
        Map<String, String> all = new HashMap<>(environment);
        state().forEach(all::putIfAbsent);
        return programs.start("server", Project.root(), all, command);
    }

    /** Returns where servers of tests keep their start tokens. */
    static Map<String, String> state() {
        return Map.of("XDG_STATE_HOME", Project.work().resolve("state").toString());
    }

    public String host() {
        return HOST;
    }

    /** Returns where clients of NATS connect. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host(), port());
    }

    public int port() {
        return port;
    }

    public String url() {
        return "nats://" + HOST + ":" + port;
    }

    public Program program() {
        return program;
    }

    /**
     * Ends the test as skipped if the Go server is under test.
     *
     * @param what the feature that the Go server lacks, as a sentence for the report
     */
    public void assumeStanchion(String what) {
        Assumptions.assumeFalse(isGoServer(), () -> "not with the Go server: " + what);
    }

    private boolean isGoServer() {
        return program.errors().stream().anyMatch(line -> line.contains("STREAM: Go version:"));
    }
}
