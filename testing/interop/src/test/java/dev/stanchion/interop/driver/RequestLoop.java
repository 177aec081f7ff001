package dev.stanchion.interop.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A driver in Java, whatever its library: reads requests, one a line, and has them carried out in
 * the order of their connection.
 */
public final class RequestLoop {
    private final Map<String, ExecutorService> executors = new HashMap<>();
    private final Map<String, String> connectionsOfSubscriptions = new HashMap<>();
    private final Operations operations;

    private RequestLoop(Function<Consumer<Fields>, Operations> operations) {
        this.operations = operations.apply(RequestLoop::tell);
    }

    /**
     * Serves standard input until it ends, and then ends the process.
     *
     * @param operations creates the object that executes requests; it gets the receiver of events
     */
    public static void run(Function<Consumer<Fields>, Operations> operations) throws IOException {
        var loop = new RequestLoop(operations);
        try (var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            input.lines().map(Fields::parse).forEach(loop::take);
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
            return operations.perform(request);
        } catch (Exception e) { // whatever the library throws is its answer
            return Fields.none().withError(e);
        }
    }

    private static void tell(Fields fields) {
        byte[] line = (fields.line() + "\n").getBytes(UTF_8);
        synchronized (System.out) {
            System.out.writeBytes(line);
            System.out.flush();
        }
    }

    /** The operations of a library. */
    @FunctionalInterface
    public interface Operations {
        /**
         * Carries out a request, on its connection's own thread.
         *
         * @return the answer's fields
         * @throws Exception whatever the library throws
         */
        Fields perform(Fields request) throws Exception;
    }
}
