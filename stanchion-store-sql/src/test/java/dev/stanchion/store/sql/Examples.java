package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.SubscriptionRecord;

/** Examples of subscriptions. */
public final class Examples {
    private Examples() {}

    public static SubscriptionRecord durable(long id, String clientId) {
        return new SubscriptionRecord(
                id, clientId, "", "_INBOX.in", "_INBOX.ack", 16, 30, "dur", 0, true, false);
    }
}
