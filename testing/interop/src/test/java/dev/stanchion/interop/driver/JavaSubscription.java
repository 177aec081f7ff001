package dev.stanchion.interop.driver;

import io.nats.streaming.Message;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.Subscription;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One subscription of the Java driver, and the messages that it has received, by sequence. */
final class JavaSubscription {
    private final String name;
    private final Consumer<Fields> events;
    private final Map<Long, Message> received = new ConcurrentHashMap<>();
    private volatile @Nullable Subscription subscription;

    JavaSubscription(String name, Consumer<Fields> events) {
        this.name = name;
        this.events = events;
    }

    void subscribe(StreamingConnection connection, Fields request)
            throws IOException, InterruptedException, TimeoutException {
        String channel = request.text("channel");
        SubscriptionOptions options = options(request);
        String queue = request.optionalText("queue").orElse(null);
        subscription =
                queue == null
                        ? connection.subscribe(channel, this::receive, options)
                        : connection.subscribe(channel, queue, this::receive, options);
    }

    Subscription subscription() {
        Subscription present = subscription;
        if (present == null) {
            throw new IllegalStateException(name + " is not subscribed");
        }
        return present;
    }

    private void receive(Message message) {
        received.put(message.getSequence(), message);
        events.accept(described(message));
    }

    private Fields described(Message message) {
        Fields event =
                Fields.none()
                        .with("event", "message")
                        .with("subscription", name)
                        .with("channel", message.getSubject())
                        .with("sequence", message.getSequence())
                        .with("redelivered", message.isRedelivered());
        return Payload.tell(event, message.getData() == null ? new byte[0] : message.getData());
    }

    private static SubscriptionOptions options(Fields request) {
        var options = new SubscriptionOptions.Builder();
        request.optionalText("durable").ifPresent(options::durableName);
        if (request.optionalText("manualAcks").isPresent()) {
            options.manualAcks();
        }
        request.optionalText("ackWaitSeconds")
                .map(Long::valueOf)
                .ifPresent(seconds -> options.ackWait(Duration.ofSeconds(seconds)));
        request.optionalText("maxInFlight").map(Integer::valueOf).ifPresent(options::maxInFlight);
        switch (request.optionalText("start").orElse("new")) {
            case "last" -> options.startWithLastReceived();
            case "first" -> options.deliverAllAvailable();
            case "sequence" -> options.startAtSequence(request.number("startSequence"));
            case "time" ->
                    options.startAtTime(Instant.ofEpochMilli(request.number("startEpochMillis")));
            default -> {} // new messages only, the library's own default
        }
        return options.build();
    }

    void acknowledge(long first, long last) throws IOException {
        for (long sequence = first; sequence <= last; sequence++) {
            Objects.requireNonNull(received.get(sequence)).ack();
        }
    }
}
