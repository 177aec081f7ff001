package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.SubscriptionRecord;

/** Examples of subscriptions. */
final class Examples {
    private Examples() {}

    static SubscriptionRecord durable(long id, String clientId) {
        return new SubscriptionRecord(
                id, clientId, "", "_INBOX.in", "_INBOX.ack", 16, 30, "dur", 0, true, false);
    }
}
