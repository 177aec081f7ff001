package dev.stanchion.interop.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The driver of {@code io.nats:java-nats-streaming}: reads requests, one a line, and has them
 * carried out in the order of their connection.
 */
final class JavaDriver {
    private final Map<String, ExecutorService> executors = new HashMap<>();
    private final Map<String, String> connectionsOfSubscriptions = new HashMap<>();
    private final JavaConnections connections = new JavaConnections(this::tell);

    public static void main(String[] arguments) throws IOException {
        var driver = new JavaDriver();
        try (var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            input.lines().map(Fields::parse).forEach(driver::take);
        }
        System.exit(0); // the library's threads would keep the process alive
    }

    private void take(Fields request) {
        String connection =
                request.optionalText("connection")
                        .orElseGet(
                                () -> connectionsOfSubscriptions.get(request.text("subscription")));
        request.optionalText("subscription")
                .ifPresent(name -> connectionsOfSubscriptions.put(name, connection));
        executors
                .computeIfAbsent(connection, ignored -> Executors.newSingleThreadExecutor())
                .execute(() -> tell(answer(request).with("id", request.number("id"))));
    }

    private Fields answer(Fields request) {
        try {
            return connections.perform(request);
        } catch (Exception e) { // whatever the library throws is its answer
            return Fields.none().withError(e);
        }
    }

    private void tell(Fields fields) {
        byte[] line = (fields.line() + "\n").getBytes(UTF_8);
        synchronized (this) {
            System.out.writeBytes(line);
            System.out.flush();
        }
    }
}
