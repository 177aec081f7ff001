package dev.stanchion.cli.healing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.stanchion.client.ClientId;
import dev.stanchion.client.Message;
import dev.stanchion.client.MessageReader;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.Recovery;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingClient;
import dev.stanchion.client.Subscription;
import dev.stanchion.client.SubscriptionOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of {@code docs/guide/java-client.md}, so that it compiles and runs. */
final class JavaClientSnippets {
    private static final Logger LOG = LoggerFactory.getLogger(JavaClientSnippets.class);

    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    BlockingQueue<String> handled() {
        return handled;
    }

    /** Runs a service until its two messages are stored, and returns their acks. */
    PublishAck[] service(String url) throws Exception {
        // snippet: service
        try (StreamingClient client =
                StreamingClient.builder("ticketing")
                        .url(url)
                        .clientId(ClientId.slot("orders", 8))
                        .recovery(Recovery.forever().backoff(ofMillis(250), ofSeconds(10)))
                        .listener(event -> LOG.info("{}", event))
                        .build()) {

            Subscription work =
                    client.subscribe(
                            "tickets:created",
                            SubscriptionOptions.group("orders-service")
                                    .durable("orders-service")
                                    .from(StartAt.first())
                                    .ackWait(ofSeconds(30))
                                    .maxInFlight(64)
                                    .concurrency(8),
                            message -> handle(message.text()));

            PublishAck ack = client.publish("tickets:created", "{\"id\":1}");
            CompletableFuture<PublishAck> later =
                    client.publishAsync("tickets:created", bytes("{\"id\":2}"));
            // end
            if (!work.isOpen()) {
                throw new AssertionError("the subscription ended");
            }
            awaitHandled(); // before the client leaves
            return new PublishAck[] {ack, later.get()};
        }
    }

    /** Pulls messages, and returns the flow and whether a message came last. */
    boolean pull(StreamingClient client) {
        // snippet: pull
        Flow.Publisher<Message> flow = client.flow("tickets:created");

        try (MessageReader reader = client.reader("tickets:created", StartAt.sequence(41))) {
            for (Message message : reader.untilCaughtUp()) {
                handle(message.text());
            }
            Optional<Message> next = reader.next(ofSeconds(5));
            // end
            return flow != null && next.isPresent();
        }
    }

    private void awaitHandled() throws InterruptedException {
        String first = handled.poll(30, TimeUnit.SECONDS);
        if (first == null) {
            throw new AssertionError("no message came");
        }
        handled.add(first);
    }

    private void handle(String text) {
        handled.add(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
