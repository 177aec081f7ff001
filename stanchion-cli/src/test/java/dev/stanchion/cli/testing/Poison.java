package dev.stanchion.cli.testing;

import static dev.stanchion.cli.testing.StreamingClients.MANUAL;
import static dev.stanchion.cli.testing.StreamingClients.bytes;

import dev.stanchion.client.StreamingConnection;
import dev.stanchion.client.SubscriptionOptions;
import java.time.Duration;

/** A message that cannot be processed, on a channel whose policy parks it after one delivery. */
public final class Poison {
    private static final String CHANNEL = "tickets:poison";

    private Poison() {}

    /** Publishes it for a durable queue group, and waits until it is parked. */
    public static void park(StreamingConnection publisher, StreamingConnection worker)
            throws InterruptedException {
        worker.subscribe(
                CHANNEL,
                SubscriptionOptions.defaults()
                        .queueGroup("orders")
                        .durable("d")
                        .ackWait(Duration.ofSeconds(1)),
                message -> {
                    throw new IllegalStateException("cannot be processed");
                });
        Received parked = new Received();
        publisher.subscribe(CHANNEL + ".parked", MANUAL, parked);
        publisher.publish(CHANNEL, bytes("poison"));
        parked.next();
    }
}
