package dev.stanchion.acceptance.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.kit.process.Waiting;
import io.nats.streaming.MessageHandler;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.Subscription;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * The clients behind the monitoring pages of a test: all kinds of subscriptions, some of them
 * offline, one stalled.
 */
final class StreamingStory implements AutoCloseable {
    private static final MessageHandler IGNORED = message -> {};

    private final Monitored server;
    private final StreamingConnection orders;
    private final StreamingConnection payments;

    private StreamingStory(Monitored server) throws IOException, InterruptedException {
        this.server = server;
        this.orders = server.client("orders");
        this.payments = server.client("payments");
    }

    /** Lets it happen; returns when the server has counted all of it. */
    static StreamingStory on(Monitored server)
            throws IOException, InterruptedException, TimeoutException {
        StreamingStory story = new StreamingStory(server);
        story.happens();
        return story;
    }

    private void happens() throws IOException, InterruptedException, TimeoutException {
        orders.subscribe("foo.bar", IGNORED);
        orders.subscribe("foo.bar", IGNORED, durable("bills"));
        orders.subscribe(
                "tickets:created",
                IGNORED,
                new SubscriptionOptions.Builder().manualAcks().maxInFlight(1).build());
        Subscription offline = payments.subscribe("foo.bar", IGNORED, durable("gone"));
        Subscription offlineGroup = payments.subscribe("foo.group", "g", IGNORED, durable("left"));
        payments.subscribe("foo.bar", "group", IGNORED);
        for (int i = 0; i < 3; i++) {
            payments.publish("foo.bar", "hello".getBytes(UTF_8));
            payments.publish("tickets:created", "<hello>".getBytes(UTF_8));
        }
        Waiting.until("all is acknowledged but one", () -> pendingIn("foo.bar") == 0);
        Waiting.until("one is pending", () -> pendingIn("tickets:created") == 1);
        offline.close(false);
        offlineGroup.close(false);
    }

    private static SubscriptionOptions durable(String name) {
        return new SubscriptionOptions.Builder().durableName(name).build();
    }

    private long pendingIn(String channel) throws IOException, InterruptedException {
        Json page = server.json("/streaming/channelsz?subs=1&channel=" + channel);
        return page.values().keySet().stream()
                .filter(path -> path.endsWith("/pending_count"))
                .mapToLong(page::number)
                .sum();
    }

    Monitored server() {
        return server;
    }

    StreamingConnection orders() {
        return orders;
    }

    StreamingConnection payments() {
        return payments;
    }

    @Override
    public void close() throws IOException, TimeoutException {
        try {
            orders.close();
            payments.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
