package dev.stanchion.test;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.SubscriptionOptions;
import java.time.Duration;

/** Subscriptions as services of the ticket story make them. */
final class Subscriptions {
    private Subscriptions() {}

    /** Acknowledges after the handler, within 30 seconds. */
    static SubscriptionOptions group(String name) {
        return SubscriptionOptions.defaults()
                .queueGroup(name)
                .from(StartAt.first())
                .ackWait(Duration.ofSeconds(30));
    }

    /** Acknowledges only what the handler acknowledges. */
    static SubscriptionOptions manual(String name) {
        return group(name).ackMode(AckMode.MANUAL);
    }
}
