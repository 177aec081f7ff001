package dev.stanchion.examples.tickets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.streaming.Message;
import io.nats.streaming.StreamingConnection;
import io.nats.streaming.SubscriptionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Prints every event, until Ctrl-C. */
public final class Listener {
    private final boolean manualAck;
    private final Executor afterHandling;

    private Listener(boolean manualAck, long handlingSeconds) {
        this.manualAck = manualAck;
        this.afterHandling = CompletableFuture.delayedExecutor(handlingSeconds, TimeUnit.SECONDS);
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        try {
            StreamingConnection connection = Ticketing.connect(environment);
            new Listener(
                            environment.getOrDefault("MANUAL_ACK", "").equals("true"),
                            Long.parseLong(environment.getOrDefault("HANDLING_SECONDS", "0")))
                    .listen(connection, environment);
        } catch (Exception e) {
            Ticketing.fail(e);
        }
    }

    private void listen(StreamingConnection connection, Map<String, String> environment)
            throws Exception {
        var options = new SubscriptionOptions.Builder();
        options.ackWait(
                Duration.ofSeconds(
                        Long.parseLong(environment.getOrDefault("ACK_WAIT_SECONDS", "30"))));
        if (manualAck) {
            options.manualAcks();
        }
        if (environment.getOrDefault("DELIVER_ALL", "").equals("true")) {
            options.deliverAllAvailable(); // also the events from before this listener existed
        }
        if (environment.containsKey("DURABLE_NAME")) {
            // the server remembers how far this listener has come
            options.durableName(environment.get("DURABLE_NAME"));
        }

        // Listeners of one queue group share the events; without one, each gets every event.
        String queueGroup = environment.getOrDefault("QUEUE_GROUP", "");
        connection.subscribe(TicketCreated.CHANNEL, queueGroup, this::handle, options.build());
        System.out.println("Listening on " + TicketCreated.CHANNEL);
    }

    private void handle(Message message) {
        String again = message.isRedelivered() ? " (redelivered)" : "";
        String ticket = TicketCreated.describe(new String(message.getData(), UTF_8));
        System.out.println(
                "Event #"
                        + message.getSequence()
                        + " on "
                        + message.getSubject()
                        + ": "
                        + ticket
                        + again);
        if (manualAck) {
            afterHandling.execute(() -> acknowledge(message));
        }
    }

    /** Without this the server sends the event again, to this listener or another of its group. */
    private static void acknowledge(Message message) {
        try {
            message.ack();
        } catch (IOException e) {
            Ticketing.fail(e);
        }
    }
}
