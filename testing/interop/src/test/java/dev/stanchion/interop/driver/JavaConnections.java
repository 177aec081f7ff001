package dev.stanchion.interop.driver;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.streaming.AckHandler;
import io.nats.streaming.NatsStreaming;
import io.nats.streaming.Options;
import io.nats.streaming.StreamingConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The Java driver's connections and subscriptions, by name, and the operations on them. */
final class JavaConnections {
    private final Consumer<Fields> events;
    private final Map<String, StreamingConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, Connection> natsConnections = new ConcurrentHashMap<>();
    private final Map<String, JavaSubscription> subscriptions = new ConcurrentHashMap<>();

    JavaConnections(Consumer<Fields> events) {
        this.events = events;
    }

    /** Executes a request and returns the fields of the answer. */
    Fields perform(Fields request) throws Exception {
        switch (request.text("op")) {
            case "connect" -> connect(request);
            case "publish" ->
                    connection(request).publish(request.text("channel"), Payload.of(request));
            case "publishAsync" -> {
                return publishAsync(request);
            }
            case "subscribe" -> subscribe(request);
            case "ack" ->
                    subscription(request)
                            .acknowledge(request.number("first"), request.number("last"));
            case "unsubscribe" -> subscription(request).subscription().unsubscribe();
            case "closeSubscription" -> subscription(request).subscription().close();
            case "close" -> close(request);
            case "drop" -> connection(request).getNatsConnection().close();
            default -> throw new IllegalArgumentException(request.text("op"));
        }
        return Fields.none();
    }

    private void connect(Fields request) throws IOException, InterruptedException {
        String name = request.text("connection");
        Options.Builder options =
                new Options.Builder()
                        .natsUrl(request.text("url"))
                        .connectionListener((nats, event) -> tell(name, event))
                        .errorListener(errors(name))
                        .connectionLostHandler(
                                (connection, e) -> events.accept(event("lost", name).withError(e)));
        if (request.optionalText("pingSeconds").isPresent()) {
            options.pingInterval(Duration.ofSeconds(request.number("pingSeconds")))
                    .maxPingsOut(Math.toIntExact(request.number("pingsOut")));
        }
        if (request.optionalText("reconnectMillis").isPresent()) {
            Connection nats = connectToNats(request);
            natsConnections.put(name, nats);
            options.natsConn(nats);
        }
        connections.put(
                name,
                NatsStreaming.connect(
                        request.text("cluster"), request.text("client"), options.build()));
    }

    /** The streaming library lets its user set how to reconnect only this way. */
    private Connection connectToNats(Fields request) throws IOException, InterruptedException {
        String name = request.text("connection");
        return Nats.connect(
                new io.nats.client.Options.Builder()
                        .server(request.text("url"))
                        .maxReconnects(-1)
                        .reconnectWait(Duration.ofMillis(request.number("reconnectMillis")))
                        .connectionListener((nats, event) -> tell(name, event))
                        .build());
    }

    private void tell(String connection, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.DISCONNECTED) {
            events.accept(event("disconnected", connection));
        } else if (event == ConnectionListener.Events.RECONNECTED) {
            events.accept(event("reconnected", connection));
        }
    }

    private ErrorListener errors(String connection) {
        return new ErrorListener() {
            @Override
            public void errorOccurred(Connection nats, String error) {
                events.accept(event("error", connection).with("error", error));
            }

            @Override
            public void exceptionOccurred(Connection nats, Exception e) {
                events.accept(event("error", connection).withError(e));
            }

            @Override
            public void slowConsumerDetected(Connection nats, io.nats.client.Consumer consumer) {
                errorOccurred(nats, "slow consumer");
            }
        };
    }

    private static Fields event(String event, String connection) {
        return Fields.none().with("event", event).with("connection", connection);
    }

    private Fields publishAsync(Fields request)
            throws IOException, InterruptedException, TimeoutException {
        Fields acked =
                Fields.none().with("event", "acked").with("publishing", request.text("publishing"));
        AckHandler handler =
                (guid, e) -> {
                    Fields event = acked.with("guid", guid);
                    events.accept(e == null ? event : event.withError(e));
                };
        StreamingConnection connection = connection(request);
        List<String> guids = new ArrayList<>();
        String prefix = request.optionalText("prefix").orElse("");
        long first = request.optionalText("from").map(Long::valueOf).orElse(0L);
        for (long i = first; i < first + request.number("count"); i++) {
            byte[] data = (prefix + i).getBytes(StandardCharsets.US_ASCII);
            guids.add(connection.publish(request.text("channel"), data, handler));
        }
        return Fields.none().with("guids", String.join(",", guids));
    }

    private void subscribe(Fields request)
            throws IOException, InterruptedException, TimeoutException {
        String name = request.text("subscription");
        JavaSubscription subscription = new JavaSubscription(name, events);
        subscription.subscribe(connection(request), request);
        subscriptions.put(name, subscription);
    }

    private void close(Fields request) throws Exception {
        connection(request).close();
        Connection nats = natsConnections.remove(request.text("connection"));
        if (nats != null) {
            nats.close();
        }
    }

    private StreamingConnection connection(Fields request) {
        return Objects.requireNonNull(connections.get(request.text("connection")));
    }

    private JavaSubscription subscription(Fields request) {
        return Objects.requireNonNull(subscriptions.get(request.text("subscription")));
    }
}
