package dev.stanchion.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.nats.snapshot.ConnectionSnapshot.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * A server for a process of its own, whose memory can be measured. It prints its port, answers each
 * line of input with how many slow consumers it has counted and why connections have ended, and
 * ends with its input, so that it never outlives its test.
 */
final class SmallServer {
    static final int MAX_PENDING_BYTES = 8 * 1024 * 1024;

    private SmallServer() {}

    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        NatsServerOptions options =
                TestServer.options()
                        .withMaxPendingBytes(MAX_PENDING_BYTES)
                        .withWriteDeadline(Duration.ofMinutes(5)); // only bytes count here
        try (NatsServer server = new NatsServer(options);
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            server.start();
            out.println(server.listen().getPort());
            while (in.readLine() != null) {
                out.println(server.counters().slowConsumers() + " " + reasons(server));
            }
        }
    }

    private static String reasons(NatsServer server) {
        return server.closedConnections().stream()
                .flatMap(closed -> closed.end().map(End::reason).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
